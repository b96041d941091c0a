namespace Canopy.Runs.Training;

/// <summary>Lets one thread wait until another has something for it, or until it has waited long enough.</summary>
internal sealed class WakeSignal
{
    private readonly object _lock = new();
    private bool _set;

    public void Set()
    {
        lock (_lock)
        {
            _set = true;
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Waits for <see cref="Set"/>, one that was made before included.</summary>
    public void Wait(TimeSpan limit)
    {
        lock (_lock)
        {
            if (!_set)
            {
                Monitor.Wait(_lock, limit);
            }

            _set = false;
        }
    }
}
