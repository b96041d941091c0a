using Canopy.Access;
using Canopy.Testing;

namespace Canopy.ServiceDefaults.Tests;

/// <summary>The smallest program with the defaults, as a process of its own.</summary>
internal sealed class TestProgram : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };

    private TestProgram(ManagedProcess process, Uri address)
    {
        Process = process;
        Address = address;
        _http.DefaultRequestHeaders.Authorization = TestTokens.Header(AccessRole.Operator);
    }

    public ManagedProcess Process { get; }

    public Uri Address { get; }

    /// <summary>Starts it without waiting for anything.</summary>
    public static TestProgram Launch(Dictionary<string, string?>? settings = null, params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var environment = new Dictionary<string, string?>(settings ?? [])
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
        };
        environment.TryAdd("ASPNETCORE_ENVIRONMENT", "Production");
        environment.TryAdd("JWT_SECRET_KEY", TestTokens.Key);
        // …/bin/CONFIGURATION/FRAMEWORK
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var path = Path.Combine(
            here.Parent!.Parent!.Parent!.Parent!.FullName, "Canopy.TestProgram", "bin", here.Parent.Name, here.Name, "Canopy.TestProgram.dll");
        return new TestProgram(ManagedProcess.Start("dotnet", [path, .. arguments], environment), address);
    }

    public static async Task<TestProgram> StartAsync(Dictionary<string, string?>? settings = null, params string[] arguments)
    {
        var program = Launch(settings, arguments);
        await Until.TrueAsync(
            async () =>
            {
                Assert.False(program.Process.HasExited, program.Process.Output);
                return await program.StatusAsync("/healthz") == 200;
            },
            "the program lives");
        return program;
    }

    public async Task<int> StatusAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(Address, path));
        return (int)response.StatusCode;
    }

    public Task<string> GetAsync(string path) => _http.GetStringAsync(new Uri(Address, path));

    public Task UntilSaysAsync(string text)
        => Until.TrueAsync(() => Task.FromResult(Process.Output.Contains(text, StringComparison.Ordinal)), $"the program says '{text}'");

    public void Dispose()
    {
        _http.Dispose();
        Process.Dispose();
    }
}
