using Canopy.Contracts;
using Canopy.Runs.Commands;

namespace Canopy.Runs.Tests.Commands;

public sealed class RunMovesTests
{
    /// <summary>Every status × every command, as the documentation of <see cref="RunCommandKind"/> says.</summary>
    [Theory]
    [InlineData(RunStatus.Stopped, "start step reset set_options set_pace")]
    [InlineData(RunStatus.Started, "pause stop reset set_options set_pace")]
    [InlineData(RunStatus.Paused, "start resume step stop reset set_options set_pace")]
    [InlineData(RunStatus.Completed, "reset")]
    [InlineData(RunStatus.Failed, "reset")]
    public void Refusal_EveryCommand_IsGivenUnlessAllowed(RunStatus status, string allowed)
    {
        foreach (var command in Enum.GetValues<RunCommandKind>())
        {
            var refusal = RunMoves.Refusal(status, command);

            Assert.Equal(allowed.Split(' ').Contains(RunMoves.Name(command)), refusal is null);
            if (refusal is not null)
            {
                Assert.Contains(RunMoves.Name(status), refusal, StringComparison.Ordinal);
                Assert.All(allowed.Split(' '), name => Assert.Contains(name, refusal, StringComparison.Ordinal));
            }
        }
    }
}
