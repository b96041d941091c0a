using System.Text.Json;
using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Scripts;

/// <summary>eng/pipeline/report.sh and slack.sh.</summary>
public sealed class ReportTests
{
    [Theory]
    [InlineData("success", "skipped", true, "deployed")]
    [InlineData("failure", "success", true, "rolled back")]
    [InlineData("failure", "failure", true, "failed")]
    [InlineData("", "success", false, "failed")]
    public async Task Report_Steps_GiveTheResult(string smoke, string rollback, bool applied, string result)
    {
        using ScriptRun run = Steps(smoke, rollback);
        if (applied)
        {
            run.Folder.Write("out/before.json", "{}");
        }

        Outcome report = await run.RunAsync("report.sh", "out");

        Assert.True(report.ExitCode == 0, report.All);
        using JsonDocument json = JsonDocument.Parse(run.Folder.Read("out/report.json"));
        Assert.Equal(result, json.RootElement.GetProperty("result").GetString());
        Assert.Equal("https://github.example.com/somebody/canopy/actions/runs/12", json.RootElement.GetProperty("run").GetString());
        Assert.StartsWith($"# staging: {result}\n", run.Folder.Read("out/report.md"), StringComparison.Ordinal);
        Assert.Equal(run.Folder.Read("out/report.md"), run.Folder.Read("summary"));
    }

    [Fact]
    public async Task Slack_Report_IsSentAsOneNote()
    {
        using ScriptRun run = Steps("success", "skipped");
        await using SmallServer server = await SmallServer.StartAsync((_, _) => new Answer(200));
        await run.RunAsync("report.sh", "out");

        Outcome slack = await run.Set("SLACK_WEBHOOK_URL", server.Url + "/hook").RunAsync("slack.sh", "out/report.json");

        Assert.True(slack.ExitCode == 0, slack.All);
        (string path, string body) = Assert.Single(server.Requests);
        Assert.Equal("/hook", path);
        using JsonDocument json = JsonDocument.Parse(body);
        Assert.StartsWith(":white_check_mark: Canopy staging: deployed, \"v1\" (0123456) by me", json.RootElement.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Url, slack.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slack_NoAddress_IsLeftOut()
    {
        using ScriptRun run = Steps("success", "skipped");

        Outcome slack = await run.Set("SLACK_WEBHOOK_URL", "").RunAsync("slack.sh", "out/report.json");

        Assert.Equal(0, slack.ExitCode);
        Assert.Contains("no note", slack.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slack_AddressThatRefuses_DoesNotFailTheDeploymentNorShowTheAddress()
    {
        using ScriptRun run = Steps("success", "skipped");
        await using SmallServer server = await SmallServer.StartAsync((_, _) => new Answer(404));
        await run.RunAsync("report.sh", "out");

        Outcome slack = await run.Set("SLACK_WEBHOOK_URL", server.Url + "/hook").RunAsync("slack.sh", "out/report.json");

        Assert.Equal(0, slack.ExitCode);
        Assert.Contains("could not be sent", slack.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("/hook", slack.All, StringComparison.Ordinal);
    }

    private static ScriptRun Steps(string smoke, string rollback)
    {
        var run = new ScriptRun();
        return run
            .Set("ENVIRONMENT", "staging").Set("URL", "https://canopy-staging.example.com").Set("WEB_IMAGE", "web@sha256:a").Set("BACKEND_IMAGE", "backend@sha256:b")
            .Set("DEPLOYED", "success").Set("ROLLED_OUT", "success").Set("SMOKE_TESTED", smoke).Set("ROLLED_BACK", rollback)
            .Set("GITHUB_SHA", "0123456789").Set("GITHUB_REF_NAME", "\"v1\"").Set("GITHUB_ACTOR", "me").Set("GITHUB_RUN_ID", "12")
            .Set("GITHUB_SERVER_URL", "https://github.example.com").Set("GITHUB_REPOSITORY", "somebody/canopy")
            .Set("GITHUB_STEP_SUMMARY", run.Folder.PathOf("summary"));
    }
}
