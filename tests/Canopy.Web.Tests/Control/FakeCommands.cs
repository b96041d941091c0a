using System.Collections.Concurrent;
using Canopy.Contracts;
using Canopy.Runs.Commands;

namespace Canopy.Web.Tests.Control;

/// <summary>Commands that do what a test says.</summary>
internal sealed class FakeCommands(Func<string, RunCommand, RunCommandResult?> answer) : IRunCommands
{
    public ConcurrentQueue<(string RunId, RunCommand Command)> Received { get; } = new();

    public Task<RunCommandResult?> SendAsync(string runId, RunCommand command, CancellationToken cancellationToken)
    {
        Received.Enqueue((runId, command));
        return Task.FromResult(answer(runId, command));
    }

    public Task<RunDescription> CreateAsync(CreateRun request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(string runId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
