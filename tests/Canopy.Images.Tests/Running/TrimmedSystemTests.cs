using Canopy.Contracts;
using Canopy.Images.Tests.Publishing;
using Canopy.Testing;

namespace Canopy.Images.Tests.Running;

/// <summary>What the images hold, run for real: trimming has taken nothing away that is used.</summary>
[Collection(ImageTests.Name)]
public sealed class TrimmedSystemTests(TwoSystems systems) : IClassFixture<TwoSystems>
{
    private const string Request = """
        {"name":"of the image","dataset":{"generator":"two-spirals"},"preset":"two-spirals","seed":7,"pace":0,"options":{"max_hidden_units":12}}
        """;

    [Fact]
    public async Task Run_FromRequestToEnd_GivesTheNetworkOfAnOrdinaryBuild()
    {
        var (id, entries) = await systems.Images.TrainAsync(Request);
        var (expectedId, expected) = await systems.Build.TrainAsync(Request);

        // Units and phases are never lost on the way; epochs may be thinned out.
        Assert.Equal(Steps(expected), Steps(entries));
        Assert.Contains(entries, entry => entry.Kind == EventKind.CascadeAdd);
        Assert.Equal(
            await NetworkAsync(systems.Build, expectedId),
            await NetworkAsync(systems.Images, id));
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/alive")]
    [InlineData("/readyz")]
    [InlineData("/ready")]
    [InlineData("/health")]
    [InlineData("/api/health")]
    [InlineData("/v1/runs")]
    [InlineData("/v1/options")]
    [InlineData("/v1/generators")]
    [InlineData("/v1/datasets/preview?generator=two-spirals")]
    [InlineData("/v1/runs?status=nonsense")]
    [InlineData("/v1/runs/no-such-run")]
    [InlineData("/openapi/v1.json")]
    public async Task Route_OfTheBackend_AnswersAsInAnOrdinaryBuild(string path)
        => Assert.Equal((await systems.Build.Backend.GetAsync(path)).Shape, (await systems.Images.Backend.GetAsync(path)).Shape);

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/health")]
    [InlineData("/v1/system")]
    [InlineData("/v1/session")]
    [InlineData("/v1/options")]
    [InlineData("/v1/runs/no-such-run")]
    [InlineData("/v1/no-such-route")]
    [InlineData("/")]
    [InlineData("/runs/some-run")]
    public async Task Route_OfWeb_AnswersAsInAnOrdinaryBuild(string path)
        => Assert.Equal((await systems.Build.Web.GetAsync(path)).Shape, (await systems.Images.Web.GetAsync(path)).Shape);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"dataset":{"generator":"no-such"}}""")]
    [InlineData("""{"dataset":{"generator":"two-spirals"},"options":{"max_hidden_units":"many"}}""")]
    [InlineData("no json")]
    public async Task WrongRequest_IsAnsweredAsInAnOrdinaryBuild(string request)
    {
        var (expected, answer) = (await systems.Build.Web.PostAsync("/v1/runs", request), await systems.Images.Web.PostAsync("/v1/runs", request));

        Assert.Equal(400, answer.Status);
        Assert.Equal(expected.Shape, answer.Shape);
        Assert.Equal(Errors(expected), Errors(answer));
    }

    [Fact]
    public async Task SignIn_IsAnsweredAsInAnOrdinaryBuild()
    {
        var token = $$"""{"token":"{{Token.Operator()}}"}""";
        var (answer, refusal) = (await systems.Images.Web.PostAsync("/v1/session", token), await systems.Images.Web.PostAsync("/v1/session", """{"token":"forged"}"""));

        Assert.Equal((200, 401), (answer.Status, refusal.Status));
        Assert.Equal((await systems.Build.Web.PostAsync("/v1/session", token)).Shape, answer.Shape);
        Assert.Equal((await systems.Build.Web.PostAsync("/v1/session", """{"token":"forged"}""")).Shape, refusal.Shape);
    }

    [Fact]
    public async Task Page_IsServed()
    {
        var page = await systems.Images.Web.GetAsync("/");
        var script = page.Body.Split('"').Single(text => text.StartsWith("/assets/", StringComparison.Ordinal) && text.EndsWith(".js", StringComparison.Ordinal));

        Assert.Equal(200, page.Status);
        Assert.Equal(200, (await systems.Images.Web.GetAsync(script)).Status);
    }

    [Fact]
    public async Task Info_OnTheManagementPort_NamesTheBuild()
    {
        var info = await systems.Images.Backend.GetFromManagementAsync("/info");

        Assert.Equal((await systems.Build.Backend.GetFromManagementAsync("/info")).Shape, info.Shape);
        Assert.Equal(PublishedImages.Revision, info.Json.GetProperty("commit").GetString());
        Assert.Equal(404, (await systems.Images.Backend.GetAsync("/info")).Status);
    }

    [Fact]
    public async Task Metrics_AreThoseOfAnOrdinaryBuild()
    {
        await systems.Images.TrainAsync(Request);
        await systems.Build.TrainAsync(Request);

        var (backend, web) = (await FamiliesAsync(systems.Images.Backend), await FamiliesAsync(systems.Images.Web));
        Assert.Equal(Steady(await FamiliesAsync(systems.Build.Backend)), Steady(backend));
        Assert.Equal(Steady(await FamiliesAsync(systems.Build.Web)), Steady(web));
        Assert.Contains("# TYPE canopy_training_epochs counter", backend);
        Assert.Contains("# TYPE canopy_stream_connections gauge", web);
    }

    [Fact]
    public async Task Telemetry_OfEveryKind_IsSent()
    {
        await systems.Images.TrainAsync(Request);

        await Until.TrueAsync(
            () => Task.FromResult(systems.Telemetry.Received.Count == 6),
            $"both programs have sent traces, metrics and logs; so far: {string.Join(", ", systems.Telemetry.Received)}");
    }

    private static async Task<string> NetworkAsync(RunningSystem system, string id)
    {
        var answer = await system.Web.GetAsync($"/v1/runs/{id}/network");
        Assert.Equal(200, answer.Status);
        return answer.Body;
    }

    private static IEnumerable<(EventKind Kind, long Step)> Steps(IEnumerable<LogEntry> entries)
        => entries.Where(entry => entry.Kind is EventKind.CascadeAdd or EventKind.PhaseChange or EventKind.StatusChange).Select(entry => (entry.Kind, entry.Header.Step));

    private static string Errors(Answer answer)
        => answer.Json.TryGetProperty("errors", out var errors) ? errors.GetRawText() : answer.Json.GetProperty("title").GetRawText();

    private static async Task<IReadOnlyList<string>> FamiliesAsync(ProgramUnderTest program)
        => [.. (await program.GetFromManagementAsync("/metrics")).Body.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal))];

    // Counters are there from the first time that something happened, which may be chance.
    private static IEnumerable<string> Steady(IEnumerable<string> families) => families
        .Where(line => (line.Contains(" canopy_", StringComparison.Ordinal) || line.Contains(" kestrel_", StringComparison.Ordinal))
            && !line.EndsWith(" counter", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
