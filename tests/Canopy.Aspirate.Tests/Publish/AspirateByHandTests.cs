using System.Text.RegularExpressions;
using Canopy.Aspirate.Tests.Support;

namespace Canopy.Aspirate.Tests.Publish;

/// <summary>PUB-03: what docs/publishing.md says of Aspirate that somebody types.</summary>
public sealed partial class AspirateByHandTests
{
    [Fact]
    public void Command_InTheDocumentation_GivesAWordForEverySecret()
    {
        var text = File.ReadAllText(Path.Combine(Golden.Repository(), "docs", "publishing.md"));

        Assert.Equal(
            Golden.Canopy.Manifest.Resources.Where(r => r.Input is { Secret: true }).Select(r => r.Name).Order(StringComparer.Ordinal),
            Given().Matches(text).Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Canopy.AppHost/aspirate-output/web/kustomization.yaml")]
    [InlineData("Canopy.AppHost/aspirate-state.json")]
    [InlineData("Canopy.AppHost/manifest.json")]
    [InlineData("aspire-manifest.json")]
    public async Task File_ThatItMayLeaveBehind_IsInNoCommit(string path)
    {
        var git = Tool.Find("git");
        Assert.SkipUnless(git is not null && Path.Exists(Path.Combine(Golden.Repository(), ".git")), "this is no clone");

        var run = await Tool.RunAsync(git, start => start.WorkingDirectory = Golden.Repository(), "check-ignore", path);

        Assert.Equal((0, path), (run.ExitCode, run.Output.Trim()));
    }

    [GeneratedRegex("-pa (?<name>[a-z-]+)=from-secret", RegexOptions.NonBacktracking)]
    private static partial Regex Given();
}
