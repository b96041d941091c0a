namespace Canopy.Runs.Training;

/// <summary>
/// Decides at which epoch boundaries the clock is read: at each while epochs are slow, every 16th while they take
/// microseconds. Says so when 100 ms have passed.
/// </summary>
internal sealed class BoundaryClock(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(1);
    private const int MostSkipped = 16;
    private long _read = time.GetTimestamp();
    private long _ticked = time.GetTimestamp();
    private int _skip = 1;
    private int _left;

    /// <summary>The last time that was read.</summary>
    public long Now => Volatile.Read(ref _read);

    /// <summary>True once in each 100 ms.</summary>
    public bool Ticks()
    {
        if (--_left > 0)
        {
            return false;
        }

        var now = time.GetTimestamp();
        _skip = time.GetElapsedTime(_read, now) < Quick ? Math.Min(_skip * 2, MostSkipped) : 1;
        _left = _skip;
        Volatile.Write(ref _read, now);
        if (time.GetElapsedTime(_ticked, now) < Interval)
        {
            return false;
        }

        _ticked = now;
        return true;
    }

    /// <summary>The loop waits, and is alive.</summary>
    public void Beat()
    {
        Volatile.Write(ref _read, time.GetTimestamp());
        _left = 0;
    }
}
