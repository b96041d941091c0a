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

    [Fact]
    public async Task Checker_Samples_FindsWhatIsWrongWithEach()
    {
        (string Old, string Changed, string Message)[] samples =
        [
            ("    steps:", "    step:", "unexpected key \"step\""),
            ("on: push", "on: pushed", "unknown Webhook event"),
            ("    steps:", "    needs: second\n    steps:", "job \"second\" which does not exist"),
            ("run: echo", "run: echo ${{ steps.none.outputs.value }}", "property \"none\" is not defined"),
            ("run: echo", "run: echo ${{ github.event.issue.title }}", "potentially untrusted"),
            ("    steps:", "    timeout-minutes: soon\n    steps:", "timeout-minutes"),
            ("ubuntu-24.04", "ubuntu-30.04", "\"ubuntu-30.04\" is unknown"),
        ];
        using var folder = new TemporaryFolder();
        string good = folder.Write("good.yml", Sample);
        string[] bad = [.. samples.Select((sample, number) => folder.Write($"{number}.yml", Sample.Replace(sample.Old, sample.Changed, StringComparison.Ordinal)))];

        Problem[] problems = await Checker.RunAsync("workflows.mjs", [good, .. bad]);

        Assert.DoesNotContain(problems, problem => problem.File == good);
        Assert.All(samples.Zip(bad), pair => Assert.Contains(
            problems, problem => problem.File == pair.Second && problem.Message.Contains(pair.First.Message, StringComparison.Ordinal)));
    }
}
