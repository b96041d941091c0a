namespace Canopy.ServiceDefaults.Health;

/// <summary>The sign of life of one loop. <see cref="Beat"/> costs one read of a clock and may be called from any thread.</summary>
public sealed class Heartbeat : IDisposable
{
    private readonly Heartbeats _all;
    private readonly TimeProvider _time;
    private long _last;

    internal Heartbeat(Heartbeats all, TimeProvider time, string loop, TimeSpan maxSilence)
    {
        _all = all;
        _time = time;
        Loop = loop;
        MaxSilence = maxSilence;
        Beat();
    }

    public string Loop { get; }

    public TimeSpan MaxSilence { get; }

    internal TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _last));

    public void Beat() => Volatile.Write(ref _last, _time.GetTimestamp());

    public void Dispose() => _all.Remove(this);
}
