using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Canopy.Contracts;

namespace Canopy.Testing;

/// <summary>Redis, backends and web replicas as real processes on ports of their own.</summary>
public sealed class CanopySystem : IAsyncDisposable
{
    private readonly Dictionary<string, ManagedProcess> _programs = [];
    private readonly Dictionary<string, int> _ports = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly List<DirectoryInfo> _copies = [];

    private CanopySystem(RedisServer redis) => Redis = redis;

    /// <summary>Programs of these names are started as the next version (<see cref="Programs.WithNextFormats"/>).</summary>
    public ISet<string> Next { get; } = new HashSet<string>(StringComparer.Ordinal);

    public RedisServer Redis { get; }

    public Uri Web => Address("web");

    /// <summary>Who this class is to the programs, where they ask.</summary>
    public AuthenticationHeaderValue? Authorization
    {
        get => _http.DefaultRequestHeaders.Authorization;
        set => _http.DefaultRequestHeaders.Authorization = value;
    }

    /// <summary>Starts one Redis, one backend and one web.</summary>
    public static async Task<CanopySystem> StartAsync()
    {
        var system = await StartRedisAsync();
        await system.StartBackendAsync("backend");
        await system.StartWebAsync("web");
        return system;
    }

    /// <summary>Starts one Redis; the programs are the caller's to start, a backend of the name "backend" first.</summary>
    public static async Task<CanopySystem> StartRedisAsync() => new(await RedisServer.StartAsync());

    public Uri Address(string name) => new($"http://127.0.0.1:{_ports[name]}");

    public ManagedProcess Program(string name) => _programs[name];

    /// <summary>Starts a backend; <paramref name="settings"/> are more variables of its environment.</summary>
    public Task StartBackendAsync(string name, params (string Key, string? Value)[] settings) => StartAsync(name, Programs.Backend, new Dictionary<string, string?>
    {
        ["ConnectionStrings__cache"] = Redis.ConnectionString,
        // Short, so that a take-over does not make the test wait.
        ["Runs__LeaseSeconds"] = "2",
        ["Runs__CheckpointSeconds"] = "1",
    }, settings);

    /// <summary>Starts a web replica; <paramref name="settings"/> are more variables of its environment.</summary>
    public Task StartWebAsync(string name, params (string Key, string? Value)[] settings) => StartAsync(name, Programs.Web, new Dictionary<string, string?>
    {
        ["ConnectionStrings__cache"] = Redis.ConnectionString,
        ["CASCOR_BACKEND_URL"] = Address("backend").ToString().TrimEnd('/'),
    }, settings);

    /// <summary>kill -9, then a new process on the same port.</summary>
    public async Task KillAndRestartAsync(string name)
    {
        await _programs[name].KillAsync();
        await (name.StartsWith("web", StringComparison.Ordinal) ? StartWebAsync(name) : StartBackendAsync(name));
    }

    public async Task<RunDescription> CreateRunAsync(CreateRun request)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(Web, "/v1/runs"), request, ContractsJson.Default.CreateRun);
        return !response.IsSuccessStatusCode
            ? throw new InvalidOperationException($"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}")
            : (await response.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription))!;
    }

    public async Task<RunCommandResult> SendAsync(string id, RunCommand command)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(Web, $"/v1/runs/{id}/commands"), command, ContractsJson.Default.RunCommand);
        return !response.IsSuccessStatusCode
            ? throw new InvalidOperationException($"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}")
            : (await response.Content.ReadFromJsonAsync(ContractsJson.Default.RunCommandResult))!;
    }

    public async Task<RunDescription?> FindRunAsync(string id)
    {
        using var response = await _http.GetAsync(new Uri(Web, $"/v1/runs/{id}"));
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription)
            : null;
    }

    public Task<RunDescription> WaitForAsync(string id, Func<RunDescription, bool> condition, string what)
        => Until.NotNullAsync(async () => await FindRunAsync(id) is { } run && condition(run) ? run : null, $"run {id} {what}; {Describe()}");

    /// <summary>What every program said last, for the message of a failed test.</summary>
    public string Describe() => string.Join("\n\n", _programs.Select(p =>
        $"--- {p.Key} ({(p.Value.HasExited ? $"exited {p.Value.ExitCode}" : "runs")})\n{p.Value.Output}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs.Values)
        {
            program.Dispose();
        }

        _http.Dispose();
        await Redis.DisposeAsync();
        foreach (var copy in _copies)
        {
            copy.Delete(recursive: true);
        }
    }

    private async Task StartAsync(
        string name, string program, Dictionary<string, string?> environment, IEnumerable<(string Key, string? Value)> settings)
    {
        if (_programs.Remove(name, out var old))
        {
            old.Dispose();
        }

        _ports.TryAdd(name, FreePort.Next());
        environment["ASPNETCORE_URLS"] = Address(name).ToString();
        environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (key, value) in settings)
        {
            environment[key] = value;
        }

        if (Next.Contains(name))
        {
            _copies.Add(Directory.CreateTempSubdirectory("canopy-next-"));
            program = Programs.WithNextFormats(program, _copies[^1].FullName);
        }

        var process = ManagedProcess.Start("dotnet", [program], environment);
        _programs[name] = process;
        await Until.TrueAsync(
            async () =>
            {
                if (process.HasExited)
                {
                    throw new InvalidOperationException($"{name} ended at its start:\n{process.Output}");
                }

                using var response = await _http.GetAsync(new Uri(Address(name), "/readyz"));
                return response.IsSuccessStatusCode;
            },
            $"{name} is ready; it said: {process.Output}");
    }
}
