namespace Canopy.ServiceDefaults.Redis;

/// <summary>How long <see cref="RedisWatch"/> bears a client that gets no answers.</summary>
internal sealed record RedisWatchTimes
{
    /// <summary>Between two questions.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For an answer.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Before the client has to connect anew, and again before it has to once more.</summary>
    public TimeSpan Reconnect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Before the program is to be started anew.</summary>
    public TimeSpan Restart { get; init; } = TimeSpan.FromSeconds(60);
}
