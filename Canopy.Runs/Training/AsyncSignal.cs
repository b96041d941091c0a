using System.Threading.Channels;

namespace Canopy.Runs.Training;

/// <summary>Wakes one waiting task; signals that come together are one.</summary>
internal sealed class AsyncSignal(TimeProvider time)
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
        SingleReader = true,
    });

    public void Set() => _signals.Writer.TryWrite(true);

    /// <summary>Waits for <see cref="Set"/>, one that was made before included, or until the time is over.</summary>
    public async Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), enough, limit, Timeout.InfiniteTimeSpan);
        try
        {
            await _signals.Reader.ReadAsync(enough.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Long enough.
        }
    }
}
