using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Workflows;

/// <summary>CHK-05: the workflows against GitHub's schema and by actionlint.</summary>
public sealed class SchemaTests
{
    private const string Sample = """
        on: push
        jobs:
          first:
            runs-on: ubuntu-24.04
            steps:
              - run: echo
        """;

    [Fact]
    public async Task Workflows_AsCommitted_AreValid()
    {
        string[] files = await Repository.TrackedAsync(".github/workflows/*");

        Assert.NotEmpty(files);
        Assert.Empty(await Checker.RunAsync("workflows.mjs", files));
    }

    [Theory]
    [InlineData("", "", null)]
    [InlineData("    steps:", "    step:", "unexpected key \"step\"")]
    [InlineData("on: push", "on: pushed", "unknown Webhook event")]
    [InlineData("    steps:", "    needs: second\n    steps:", "job \"second\" which does not exist")]
    [InlineData("run: echo", "run: echo ${{ steps.none.outputs.value }}", "undefined variable|not defined")]
    [InlineData("run: echo", "run: echo ${{ github.event.issue.title }}", "potentially untrusted")]
    [InlineData("    steps:", "    timeout-minutes: soon\n    steps:", "timeout-minutes")]
    [InlineData("ubuntu-24.04", "ubuntu-30.04", "ubuntu-30.04")]
    public async Task Checker_Sample_FindsWhatIsWrong(string old, string changed, string? message)
    {
        using var folder = new TemporaryFolder();
        string text = old.Length == 0 ? Sample : Sample.Replace(old, changed, StringComparison.Ordinal);

        Problem[] problems = await Checker.RunAsync("workflows.mjs", [folder.Write("sample.yml", text)]);

        if (message is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.Contains(problems, problem => message.Split('|').Any(part => problem.Message.Contains(part, StringComparison.Ordinal)));
        }
    }
}
