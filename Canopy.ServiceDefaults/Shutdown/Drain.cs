using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Shutdown;

internal sealed class Drain : IDrain, IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _stopping;

    public Drain(IHostApplicationLifetime lifetime)
        // Whoever stops the host in another way, as tests do, drains it too.
        => _stopping = lifetime.ApplicationStopping.Register(Begin);

    public bool IsDraining => _source.IsCancellationRequested;

    public CancellationToken Draining => _source.Token;

    public void Begin() => _source.Cancel();

    public void Dispose()
    {
        _stopping.Dispose();
        _source.Dispose();
    }
}
