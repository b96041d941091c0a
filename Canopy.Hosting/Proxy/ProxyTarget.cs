namespace Canopy.Hosting.Proxy;

/// <summary>One copy of a resource, as the proxy sees it.</summary>
internal sealed class ProxyTarget
{
    private readonly ProxyTargets _owner;

    internal ProxyTarget(ProxyTargets owner) => _owner = owner;

    /// <summary>The local port it listens on; null while it does not.</summary>
    public int? Port { get; private set; }

    /// <summary>Whether it will listen soon, so that callers should wait.</summary>
    public bool IsExpected { get; private set; }

    /// <summary>It runs, or is about to listen.</summary>
    public void Up(int port) => _owner.Change(() => (Port, IsExpected) = (port, true));

    /// <summary>It does not run, but will.</summary>
    public void Hold() => _owner.Change(() => (Port, IsExpected) = (null, true));

    /// <summary>It does not run, and nobody is starting it.</summary>
    public void Down() => _owner.Change(() => (Port, IsExpected) = (null, false));
}

/// <summary>All copies of a resource behind one endpoint; callers are spread over them in turn.</summary>
internal sealed class ProxyTargets
{
    private readonly Lock _lock = new();
    private readonly List<ProxyTarget> _targets = [];
    private TaskCompletionSource _changed = NewSignal();
    private int _turn;

    public ProxyTarget Add()
    {
        var target = new ProxyTarget(this);
        lock (_lock)
        {
            _targets.Add(target);
        }

        return target;
    }

    /// <summary>The copies that run, the one whose turn it is first; whether more are expected; and a signal for the next change.</summary>
    public (int[] Running, bool Expected, Task Changed) Next()
    {
        lock (_lock)
        {
            var running = _targets.Select(t => t.Port).OfType<int>().ToArray();
            var first = running.Length == 0 ? 0 : _turn++ % running.Length;
            return ([.. running[first..], .. running[..first]], _targets.Exists(t => t.IsExpected), _changed.Task);
        }
    }

    internal void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
