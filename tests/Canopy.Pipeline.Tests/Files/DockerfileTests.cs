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

    [Theory]
    [InlineData("FROM debian:12\nCOPY . /app\nUSER 1000\n", null)]
    [InlineData("FROM debian:12\nFOO bar\n", "Unknown instruction: FOO")]
    [InlineData("FROM debian:latest\n", "latest tag")]
    [InlineData("FROM debian:12\nRUN apt-get install curl\n", "apt-get")]
    [InlineData("FROM debian:12\nEXPOSE eighty\n", "EXPOSE|port")]
    public async Task Checker_Sample_FindsWhatIsWrong(string text, string? message)
    {
        using var folder = new TemporaryFolder();

        Problem[] problems = await Checker.RunAsync("dockerfiles.mjs", [folder.Write("Dockerfile", text)]);

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
