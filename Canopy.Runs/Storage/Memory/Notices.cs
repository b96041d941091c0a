namespace Canopy.Runs.Storage.Memory;

/// <summary>Who wants to be told what, by topic.</summary>
internal sealed class Notices<T>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Subscription>> _subscriptions = new(StringComparer.Ordinal);

    public IAsyncDisposable Add(string topic, Action<T> handler)
    {
        var subscription = new Subscription(this, topic, handler);
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(topic, out var list))
            {
                _subscriptions.Add(topic, list = []);
            }

            list.Add(subscription);
        }

        return subscription;
    }

    /// <summary>Calls the topic's handlers, outside any lock.</summary>
    public void Tell(string topic, T value)
    {
        Subscription[] subscriptions;
        lock (_lock)
        {
            subscriptions = _subscriptions.TryGetValue(topic, out var list) ? [.. list] : [];
        }

        foreach (var subscription in subscriptions)
        {
            subscription.Handler(value);
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (_lock)
        {
            if (_subscriptions.TryGetValue(subscription.Topic, out var list) && list.Remove(subscription) && list.Count == 0)
            {
                _subscriptions.Remove(subscription.Topic);
            }
        }
    }

    private sealed record Subscription(Notices<T> Owner, string Topic, Action<T> Handler) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Owner.Remove(this);
            return ValueTask.CompletedTask;
        }
    }
}
