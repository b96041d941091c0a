using System.Text.RegularExpressions;
using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Scripts;

/// <summary>eng/pipeline/audit.sh, check-generated.sh, test-projects.sh and scan.sh with stand-ins for what they run.</summary>
public sealed partial class CheckScriptsTests
{
    private const string Clean = """{"projects":[{"path":"A.csproj"}]}""";
    private const string Critical = """{"projects":[{"path":"A.csproj","frameworks":[{"topLevelPackages":[],"transitivePackages":[{"id":"Bad","resolvedVersion":"1.0.0","vulnerabilities":[{"severity":"Critical","advisoryurl":"https://example.com/1"}]}]}]}]}""";

    [Theory]
    [InlineData(Clean, 0, 0, "NuGet: no known vulnerability")]
    [InlineData(Critical, 0, 1, "Bad 1.0.0: Critical, https://example.com/1 (A.csproj)")]
    [InlineData(Clean, 1, 1, "npm, page: vulnerable packages")]
    public async Task Audit_Reports_DecideTheResult(string nuget, int npm, int expected, string message)
    {
        using var run = new ScriptRun();
        run.Folder.Write("page/package-lock.json", "{}");
        await run.GitAsync("init", "--quiet");
        await run.GitAsync("add", "--all");
        run.StandIn("dotnet", $"[ \"$1\" != list ] || echo '{nuget}'").StandIn("npm", $"exit {npm}");

        Outcome audit = await run.RunAsync("audit.sh");

        Assert.Equal(expected, audit.ExitCode);
        Assert.Contains(message, audit.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", 0, "what the model gives")]
    [InlineData("echo changed >compose/docker-compose.yaml", 1, "+changed")]
    [InlineData("echo new >compose/new.yaml", 1, "?? compose/new.yaml")]
    [InlineData("exit 3", 3, "")]
    public async Task CheckGenerated_Generator_MustChangeNothing(string generator, int expected, string message)
    {
        using var run = new ScriptRun();
        run.Folder.Write("compose/docker-compose.yaml", "as committed\n");
        run.Folder.WriteProgram("canopy", $"#!/usr/bin/env bash\n[ \"$1\" = generate ] || exit 9\n{generator}\n");
        run.Folder.Write(".gitignore", "bin/\n*.calls\n");
        await run.GitAsync("init", "--quiet");
        await run.GitAsync("add", "--all");
        await run.GitAsync("commit", "--quiet", "--message", "all");

        Outcome check = await run.RunAsync("check-generated.sh");

        Assert.Equal(expected, check.ExitCode);
        Assert.Contains(message, check.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestProjects_OneThatFails_RunsAllAndFails()
    {
        using var run = new ScriptRun();
        run.Folder.Write("tests/First.Tests/a", "");
        run.Folder.Write("tests/Second.Tests/a", "");
        run.StandIn("dotnet", "[ \"$2\" != tests/First.Tests ]");

        Outcome tests = await run.RunAsync("test-projects.sh", "out", "First.Tests", "Second.Tests");

        Assert.Equal(1, tests.ExitCode);
        Assert.Equal(2, run.Calls("dotnet").Length);
    }

    [Fact]
    public async Task TestProjects_UnknownProject_IsNamed()
    {
        using var run = new ScriptRun();

        Outcome tests = await run.RunAsync("test-projects.sh", "out", "None.Tests");

        Assert.Equal(1, tests.ExitCode);
        Assert.Contains("no test project tests/None.Tests", tests.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image", "ghcr.io/canopy/web:latest", "out.sarif")]
    [InlineData("image", "ghcr.io/canopy/web@sha256:1")]
    [InlineData("files")]
    [InlineData("everything")]
    public async Task Scan_WrongUse_IsRefused(params string[] arguments)
    {
        using ScriptRun run = new ScriptRun().StandIn("docker", "");

        Assert.NotEqual(0, (await run.RunAsync("scan.sh", arguments)).ExitCode);
        Assert.Empty(run.Calls("docker"));
    }

    [Fact]
    public async Task Scan_Image_ReportsAllAndFailsOnCriticalWithAFix()
    {
        using ScriptRun run = new ScriptRun().StandIn("docker", "case \"$*\" in *'--exit-code 1'*) exit 1 ;; esac");

        Outcome scan = await run.RunAsync("scan.sh", "image", "ghcr.io/canopy/web@sha256:1", "artifacts/out.sarif");

        Assert.Equal(1, scan.ExitCode);
        string[] calls = run.Calls("docker");
        Assert.EndsWith("image --scanners vuln,secret ghcr.io/canopy/web@sha256:1 --format sarif --output artifacts/out.sarif", calls[0], StringComparison.Ordinal);
        Assert.EndsWith("--severity CRITICAL --ignore-unfixed --exit-code 1", calls[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public async Task Scan_Site_FailsOnAlertsOfHighRisk(int risk, int expected)
    {
        using var run = new ScriptRun();
        run.StandIn("docker", $$"""echo '{"site":[{"alerts":[{"riskcode":"{{risk}}"}]}]}' >dast/report.json""");

        Outcome scan = await run.RunAsync("scan.sh", "site", "https://canopy-staging.example.com", "dast");

        Assert.True(expected == scan.ExitCode, scan.All);
    }

    [Fact]
    public async Task Scan_SiteThatCannotBeLookedAt_Fails()
    {
        using ScriptRun run = new ScriptRun().StandIn("docker", "exit 3");

        Outcome scan = await run.RunAsync("scan.sh", "site", "https://canopy-staging.example.com", "dast");

        Assert.Equal(1, scan.ExitCode);
        Assert.Contains("ended with code 3", scan.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Scan_Scanners_AreFixedByDigest()
    {
        string[] images = [.. File.ReadAllLines(Repository.PathOf("eng/pipeline/scan.sh")).Where(line => Image().IsMatch(line))];

        Assert.Equal(4, images.Length);
        Assert.All(images, image => Assert.Matches("@sha256:[0-9a-f]{64}$", image));
    }

    // NAME=IMAGE; other variables hold no slash.
    [GeneratedRegex("^[a-z]+=[a-z.]+/", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Image();
}
