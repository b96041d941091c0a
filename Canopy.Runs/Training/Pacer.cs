namespace Canopy.Runs.Training;

/// <summary>Says when the next epoch is due. Small delays are made up for, long ones are not.</summary>
internal sealed class Pacer(TimeProvider time)
{
    private static readonly TimeSpan MostBehind = TimeSpan.FromMilliseconds(100);
    private long _due = time.GetTimestamp();
    private double _epochsPerSecond;

    /// <summary>Epochs per second, or 0 for as fast as possible.</summary>
    public double EpochsPerSecond
    {
        get => _epochsPerSecond;
        set => (_epochsPerSecond, _due) = (value, time.GetTimestamp());
    }

    /// <summary>How long to wait before the next epoch; zero or less: it is due.</summary>
    public TimeSpan UntilDue => _epochsPerSecond > 0 ? time.GetElapsedTime(time.GetTimestamp(), _due) : TimeSpan.Zero;

    /// <summary>An epoch begins.</summary>
    public void Begin()
    {
        if (_epochsPerSecond > 0)
        {
            var earliest = time.GetTimestamp() - (long)(MostBehind.TotalSeconds * time.TimestampFrequency);
            _due = Math.Max(_due, earliest) + (long)(time.TimestampFrequency / _epochsPerSecond);
        }
    }
}
