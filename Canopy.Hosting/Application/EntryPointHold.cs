namespace Canopy.Hosting.Application;

/// <summary>Keeps the AppHost's own Main waiting while a test runs the application that it built.</summary>
internal sealed class EntryPointHold
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ended => _ended.Task;

    public void End() => _ended.TrySetResult();
}
