using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Scripts;

/// <summary>eng/pipeline/smoke.sh against a small server.</summary>
public sealed class SmokeTests
{
    [Fact]
    public async Task Smoke_SystemThatWorks_Succeeds()
    {
        await using SmallServer server = await SmallServer.StartAsync((path, _) => Right(path));

        Outcome smoke = await SmokeAsync(server);

        Assert.True(smoke.ExitCode == 0, smoke.All);
        Assert.Contains("try 1 of 30", smoke.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Smoke_SystemThatComesLate_IsWaitedFor()
    {
        await using SmallServer server = await SmallServer.StartAsync((path, before) => before < 3 ? new Answer(503) : Right(path));

        Outcome smoke = await SmokeAsync(server);

        Assert.True(smoke.ExitCode == 0, smoke.All);
        Assert.Contains("try 4 of 30", smoke.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/readyz", 503, "", "/readyz: expected 200, found 503")]
    [InlineData("/", 200, "<title>nginx</title>", "the page's title")]
    [InlineData("/v1/session", 200, """{"required":false}""", "/v1/session, required: expected true, found false")]
    [InlineData("/v1/runs", 200, "[]", "/v1/runs without a token: expected 401, found 200")]
    [InlineData("/ws/training", 502, "", "/ws/training without a token: expected 401, found 502")]
    [InlineData("/metrics", 200, "", "/metrics from outside")]
    public async Task Smoke_OneWrongAnswer_FailsAndSaysWhich(string wrong, int status, string body, string message)
    {
        await using SmallServer server = await SmallServer.StartAsync((path, _) => path == wrong ? new Answer(status, body) : Right(path));

        Outcome smoke = await SmokeAsync(server, tries: "2");

        Assert.Equal(1, smoke.ExitCode);
        Assert.Contains(message, smoke.Errors, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count(request => request.Path == wrong));
    }

    [Fact]
    public async Task Smoke_NoServer_FailsAfterThirtyTries()
    {
        using var run = new ScriptRun();

        Outcome smoke = await run.StandIn("sleep", "").RunAsync("smoke.sh", "http://127.0.0.1:9");

        Assert.Equal(1, smoke.ExitCode);
        Assert.Contains("/healthz: expected 200, found 000", smoke.Errors, StringComparison.Ordinal);
        Assert.Equal(29, run.Calls("sleep").Length);
    }

    private static async Task<Outcome> SmokeAsync(SmallServer server, string tries = "")
    {
        using var run = new ScriptRun();
        return await run.Set("SMOKE_TRIES", tries).StandIn("sleep", "").RunAsync("smoke.sh", server.Url + "/");
    }

    private static Answer Right(string path) => path switch
    {
        "/healthz" or "/readyz" => new Answer(200),
        "/" => new Answer(200, "<title>Canopy</title>") { Headers = { ["Content-Security-Policy"] = "default-src 'self'" } },
        "/v1/session" => new Answer(200, """{"required":true,"name":null}"""),
        "/v1/runs" or "/ws/training" => new Answer(401),
        _ => new Answer(404),
    };
}
