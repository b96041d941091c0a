using System.Diagnostics;
using Canopy.Testing;

namespace Canopy.AppHost.Tests.Support;

/// <summary>The AppHost as a program, with all that it starts, on ports of its own.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private const string Mark = "CANOPY_APPHOST_TEST";
    private readonly ManagedProcess _process;
    private readonly int _id;
    private readonly string _mark = Guid.NewGuid().ToString("N");

    private AppHostProcess(IReadOnlyDictionary<string, string?> settings)
    {
        var environment = new Dictionary<string, string?>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"http://localhost:{FreePort.Next()}",
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://localhost:{FreePort.Next()}",
            ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = $"http://localhost:{FreePort.Next()}",
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
            ["DcpPublisher__RandomizePorts"] = "true",
            ["CANOPY_CACHE"] = "process",
            ["Parameters__cache-password"] = CanopyApplication.Password,
            // What this starts has no standard input.
            ["CANOPY_EXIT_ON_STDIN_CLOSE"] = null,
            [Mark] = _mark,
        };
        foreach (var (key, value) in settings)
        {
            environment[key] = value;
        }

        _process = ManagedProcess.Start("dotnet", [typeof(Projects.Canopy_AppHost).Assembly.Location], environment, Path.Combine(Programs.Root, "Canopy.AppHost"));
        _id = _process.Id;
    }

    public string Output => _process.Output;

    /// <param name="settings">More variables of its environment.</param>
    public static AppHostProcess Start(params (string Key, string? Value)[] settings) => new(settings.ToDictionary(s => s.Key, s => s.Value));

    /// <summary>The addresses that it says once all is well.</summary>
    public async Task<(Uri Page, Uri Dashboard)> UntilReadyAsync()
    {
        await Until.TrueAsync(
            () => Task.FromResult(_process.HasExited ? throw new InvalidOperationException($"it ended: {Output}") : Address("Dashboard") is not null),
            "it says where the page is",
            Deadline.Limit);
        return (Address("Page")!, Address("Dashboard")!);
    }

    public Task<int> UntilExitAsync() => _process.WaitForExitAsync(Deadline.Limit);

    /// <summary>SIGTERM.</summary>
    public Task<int> TerminateAsync() => _process.TerminateAsync(Deadline.Limit);

    /// <summary>kill -9.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>What it has started and what that has: all that inherited this start's environment.</summary>
    public IReadOnlyList<(int Id, string CommandLine)> Children() =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           where int.TryParse(Path.GetFileName(folder), out var id) && id != _id
           let environment = Read(folder, "environ")
           where environment.Contains($"{Mark}={_mark}", StringComparison.Ordinal)
           select (int.Parse(Path.GetFileName(folder), null), Read(folder, "cmdline").Replace('\0', ' ')),
    ];

    public void Dispose()
    {
        _process.Dispose();
        foreach (var (id, _) in Children())
        {
            try
            {
                using var child = Process.GetProcessById(id);
                child.Kill();
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
            {
                // Gone meanwhile.
            }
        }
    }

    private Uri? Address(string name) => Output.Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.StartsWith(name + " ", StringComparison.Ordinal))
        .Select(line => new Uri(line[name.Length..].Trim()))
        .FirstOrDefault();

    private static string Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
