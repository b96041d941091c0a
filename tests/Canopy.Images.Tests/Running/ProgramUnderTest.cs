using System.Net.Http.Headers;
using Canopy.Testing;

namespace Canopy.Images.Tests.Running;

/// <summary>A program in production, as it is in the image or as an ordinary build has it.</summary>
internal sealed class ProgramUnderTest : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };

    private ProgramUnderTest(ManagedProcess process, int port, int managementPort)
    {
        (Process, Port, ManagementPort) = (process, port, managementPort);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token.Operator());
    }

    public ManagedProcess Process { get; }

    public int Port { get; }

    public int ManagementPort { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Starts it without waiting for anything.</summary>
    public static ProgramUnderTest Launch(ProgramForm form, Dictionary<string, string?>? settings = null)
    {
        var (port, managementPort) = (FreePort.Next(), FreePort.Next());
        var environment = new Dictionary<string, string?>(settings ?? [])
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            // The image's, and over it the deployment's.
            ["ASPNETCORE_HTTP_PORTS"] = "8080",
            ["HTTP_PORTS"] = $"{port}",
            ["MANAGEMENT_PORT"] = $"{managementPort}",
            ["SHUTDOWN_NOTICE_SECONDS"] = "0",
            // Nothing of an installed .NET can help.
            ["DOTNET_ROOT"] = "/nonexistent",
        };
        environment.TryAdd("JWT_SECRET_KEY", Token.Key);
        return new ProgramUnderTest(form.Start([], environment), port, managementPort);
    }

    public static async Task<ProgramUnderTest> StartAsync(ProgramForm form, Dictionary<string, string?> settings)
    {
        var program = Launch(form, settings);
        await Until.TrueAsync(
            async () =>
            {
                Assert.False(program.Process.HasExited, program.Process.Output);
                return (await program.GetAsync("/readyz")).Status == 200;
            },
            $"{form.Project} is ready; it said: {program.Process.Output}");
        return program;
    }

    public Task<Answer> GetAsync(string path) => AskAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path)));

    public Task<Answer> GetFromManagementAsync(string path) => AskAsync(new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{ManagementPort}{path}"));

    public Task<Answer> PostAsync(string path, string json) => AskAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path))
    {
        Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
    });

    public void Dispose()
    {
        _http.Dispose();
        Process.Dispose();
    }

    private async Task<Answer> AskAsync(HttpRequestMessage request)
    {
        using (request)
        using (var response = await _http.SendAsync(request))
        {
            return new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync());
        }
    }
}
