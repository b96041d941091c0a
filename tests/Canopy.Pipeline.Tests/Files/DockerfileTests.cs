using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Files;

/// <summary>CHK-05: the Dockerfiles are linted.</summary>
public sealed class DockerfileTests
{
    [Fact]
    public async Task Dockerfiles_AsCommitted_AreClean()
    {
        string[] files = await Repository.TrackedAsync("*Dockerfile");
        Assert.SkipWhen(files.Length == 0, "there is no Dockerfile yet");

        Assert.Empty(await Checker.RunAsync("dockerfiles.mjs", files));
    }

    [Fact]
    public async Task Checker_Samples_FindsWhatIsWrongWithEach()
    {
        (string Text, string Message)[] samples =
        [
            ("FROM debian:12\nFOO bar\n", "Unknown instruction: FOO"),
            ("FROM debian:latest\n", "latest tag"),
            ("FROM debian:12\nRUN apt-get install curl\n", "`apt-get`"),
            ("FROM debian:12\nEXPOSE eighty\n", "containerPort"),
            ("ARG BASE=debian\nFROM ${BASE}\n", "should specify a tag"),
            ("FROM debian:12\nHEALTHCHECK --often=30s CMD [\"/app\"]\n", "Unknown flag: often"),
        ];
        using var folder = new TemporaryFolder();
        string good = folder.Write("good", "ARG BASE=debian:12\nFROM ${BASE}\nUSER 1000\nHEALTHCHECK --interval=30s --start-period=30s CMD [\"/app\"]\n");
        string[] bad = [.. samples.Select((sample, number) => folder.Write($"bad{number}", sample.Text))];

        Problem[] problems = await Checker.RunAsync("dockerfiles.mjs", [good, .. bad]);

        Assert.DoesNotContain(problems, problem => problem.File == good);
        Assert.All(samples.Zip(bad), pair => Assert.Contains(
            problems, problem => problem.File == pair.Second && problem.Message.Contains(pair.First.Message, StringComparison.Ordinal)));
    }
}
