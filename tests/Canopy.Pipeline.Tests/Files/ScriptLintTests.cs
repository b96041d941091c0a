using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Files;

/// <summary>CHK-05: the scripts and the workflows' form, where the tools for it are installed.</summary>
public sealed class ScriptLintTests
{
    [Fact]
    public async Task Scripts_AsCommitted_AreClean()
    {
        SkipWithout("shellcheck");
        string[] files = await Repository.TrackedAsync("eng/pipeline/*.sh");

        Outcome shellcheck = await Command.RunAsync("shellcheck", ["--external-sources", .. files]);

        Assert.True(shellcheck.ExitCode == 0, shellcheck.All);
    }

    [Fact]
    public async Task Workflows_AsCommitted_AreTidy()
    {
        SkipWithout("yamllint");
        const string rules = "{extends: default, rules: {line-length: disable, document-start: disable, truthy: {check-keys: false}, comments: {min-spaces-from-content: 1}}}";

        Outcome yamllint = await Command.RunAsync("yamllint", ["--strict", "-d", rules, ".github/workflows"]);

        Assert.True(yamllint.ExitCode == 0, yamllint.All);
    }

    private static void SkipWithout(string program) => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))),
        $"{program} is not installed");
}
