namespace Canopy.TestProgram;

/// <summary>A feature with a defect: it ignores that it is told to stop.</summary>
internal sealed class HangsAtStop : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task;
}
