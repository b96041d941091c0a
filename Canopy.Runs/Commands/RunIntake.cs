namespace Canopy.Runs.Commands;

/// <summary>Whether this process takes new work. Closed when it is about to stop; it does not open again.</summary>
public sealed class RunIntake
{
    private volatile bool _closed;

    public bool IsClosed => _closed;

    public void Close() => _closed = true;

    /// <exception cref="ServiceUnavailableException">It is closed.</exception>
    public void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new ServiceUnavailableException("The server is stopping and takes no new work; try again in a moment.");
        }
    }
}
