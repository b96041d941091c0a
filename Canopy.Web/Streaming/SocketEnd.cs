using Canopy.ServiceDefaults.Security;

namespace Canopy.Web.Streaming;

/// <summary>When a socket must be closed from our side: when the program stops, or when the caller's token ends.</summary>
internal sealed class SocketEnd : IDisposable
{
    /// <summary>Timers do not reach farther; who still has a valid token then comes back.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly CancellationToken _stopping;
    private readonly DateTimeOffset? _expiresAt;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource? _expiry;
    private readonly CancellationTokenSource _any;

    public SocketEnd(Caller? caller, TimeProvider time, CancellationToken stopping)
    {
        _stopping = stopping;
        CallerId = caller?.Id;
        _expiresAt = caller?.ExpiresAt;
        _time = time;
        _expiry = _expiresAt is { } end ? new CancellationTokenSource(Until(end), time) : null;
        _any = CancellationTokenSource.CreateLinkedTokenSource(stopping, _expiry?.Token ?? CancellationToken.None);
    }

    /// <summary>Whose socket it is (<see cref="Caller.Id"/>).</summary>
    public string? CallerId { get; }

    /// <summary>Cancelled at the end, whichever comes first.</summary>
    public CancellationToken Token => _any.Token;

    /// <summary>Whether the caller's token has ended, also before anybody was told.</summary>
    public bool IsExpired => _expiresAt <= _time.GetUtcNow();

    /// <summary>For <c>server_shutdown</c>.</summary>
    public string Reason => _stopping.IsCancellationRequested ? "The server stops." : "The sign-in has expired.";

    /// <summary>For the close frame.</summary>
    public string Farewell => _stopping.IsCancellationRequested ? Streaming.Farewell.Stopping : Streaming.Farewell.Expired;

    public void Dispose()
    {
        _any.Dispose();
        _expiry?.Dispose();
    }

    private TimeSpan Until(DateTimeOffset end)
    {
        var left = end - _time.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left > Longest ? Longest : left;
    }
}
