using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Scripts;

/// <summary>eng/pipeline/image.sh on a real commit.</summary>
public sealed class ImageTests
{
    [Theory]
    [InlineData("refs/heads/develop", "")]
    [InlineData("refs/pull/7/merge", "")]
    [InlineData("refs/tags/v1.2.3", "VERSION=1.2.3")]
    [InlineData("refs/tags/v1.2.3-rc.1", "VERSION=1.2.3-rc.1")]
    public async Task Image_Ref_GivesNameTimeAndVersion(string reference, string version)
    {
        using ScriptRun run = await CommitAsync();

        Outcome image = await run.Set("GITHUB_REF", reference).RunAsync("image.sh", "web");

        Assert.Equal($"name=ghcr.io/somebody/web\ncreated=2026-01-02T03:04:05+00:00\nversion={version}\n", image.Output);
    }

    [Theory]
    [InlineData("refs/tags/v1")]
    [InlineData("refs/tags/v1.2.3\nname=evil")]
    public async Task Image_OtherTag_IsRefused(string reference)
    {
        using ScriptRun run = await CommitAsync();

        Outcome image = await run.Set("GITHUB_REF", reference).RunAsync("image.sh", "web");

        Assert.Equal(1, image.ExitCode);
        Assert.Contains("accepted are tags as v1.2.3", image.Errors, StringComparison.Ordinal);
        Assert.Empty(image.Output);
    }

    private static async Task<ScriptRun> CommitAsync()
    {
        ScriptRun run = new ScriptRun().Set("GITHUB_REPOSITORY_OWNER", "SomeBody").Set("GIT_COMMITTER_DATE", "2026-01-02T03:04:05+00:00");
        await run.GitAsync("init", "--quiet");
        await run.GitAsync("add", "--all");
        await run.GitAsync("commit", "--quiet", "--message", "all");
        return run;
    }
}
