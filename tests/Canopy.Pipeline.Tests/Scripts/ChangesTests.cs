using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Scripts;

/// <summary>eng/pipeline/changes.sh on real commits.</summary>
public sealed class ChangesTests
{
    [Theory]
    [InlineData("docs/images/page.png", false, false, false)]
    [InlineData("docs/operations.md", true, false, false)]
    [InlineData("tests/Canopy.Web.Tests/A.cs", true, false, false)]
    [InlineData("deploy/overlays/dev/kustomization.yaml", true, false, false)]
    [InlineData("Canopy.Backend/Program.cs", true, false, true)]
    [InlineData("Canopy.Web/Dockerfile", true, false, true)]
    [InlineData("Canopy.Web/ClientApp/src/main.tsx", true, true, true)]
    [InlineData(".github/workflows/ci.yml", true, true, true)]
    [InlineData("eng/pipeline/smoke.sh", true, true, true)]
    public async Task Changes_PullRequest_NamesWhatItTouches(string path, bool code, bool page, bool images)
    {
        using var run = new ScriptRun();
        await run.GitAsync("init", "--quiet", "--initial-branch", "main");
        await run.GitAsync("add", "--all");
        await run.GitAsync("commit", "--quiet", "--message", "before");
        await run.GitAsync("switch", "--quiet", "--create", "change");
        run.Folder.Write(path, "changed");
        await run.GitAsync("add", "--all");
        await run.GitAsync("commit", "--quiet", "--message", "change");

        // What came to the base meanwhile is not the pull request's.
        await run.GitAsync("switch", "--quiet", "main");
        run.Folder.Write("Canopy.Web/ClientApp/src/other.ts", "other");
        await run.GitAsync("add", "--all");
        await run.GitAsync("commit", "--quiet", "--message", "other");
        await run.GitAsync("switch", "--quiet", "change");

        Outcome changes = await run.RunAsync("changes.sh", "main");

        Assert.Equal($"code={Word(code)}\npage={Word(page)}\nimages={Word(images)}\n", changes.Output);
        Assert.Equal(0, changes.ExitCode);
    }

    [Fact]
    public async Task Changes_Push_NamesEverything()
    {
        using var run = new ScriptRun();

        Outcome changes = await run.RunAsync("changes.sh", "");

        Assert.Equal("code=true\npage=true\nimages=true\n", changes.Output);
    }

    [Fact]
    public async Task Changes_UnknownBase_Fails()
    {
        using var run = new ScriptRun();
        await run.GitAsync("init", "--quiet");

        Assert.NotEqual(0, (await run.RunAsync("changes.sh", "0123456789")).ExitCode);
    }

    private static string Word(bool value) => value ? "true" : "false";
}
