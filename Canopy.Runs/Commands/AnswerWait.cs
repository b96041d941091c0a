using System.Collections.Concurrent;
using Canopy.Runs.Storage;
using Canopy.Runs.Training;

namespace Canopy.Runs.Commands;

/// <summary>Waits for answers of owners: told by the store, and looking now and then, because a notice can be lost.</summary>
internal sealed class AnswerWait(IRunStore store, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<string, AsyncSignal> _waiting = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Task<IAsyncDisposable>? _subscription;

    /// <summary>
    /// The answer; nothing when there is none within the time; or <c>Decided</c>: the command waits no more and has no answer, so
    /// that it must be decided anew.
    /// </summary>
    public async Task<(string? Answer, bool Decided)> WaitAsync(string runId, string commandId, TimeSpan patience, CancellationToken cancellationToken)
    {
        await SubscribeAsync().WaitAsync(cancellationToken);
        var signal = _waiting.GetOrAdd(commandId, static (_, t) => new AsyncSignal(t), time);
        try
        {
            var started = time.GetTimestamp();
            while (true)
            {
                var state = await store.FindAnswerAsync(runId, commandId, cancellationToken);
                if (state.Answer is not null || !state.Waiting)
                {
                    return (state.Answer, state.Answer is null);
                }

                var left = patience - time.GetElapsedTime(started);
                if (left <= TimeSpan.Zero)
                {
                    return (null, false);
                }

                await signal.WaitAsync(left < LookEvery ? left : LookEvery, cancellationToken);
            }
        }
        finally
        {
            _waiting.TryRemove(commandId, out _);
        }
    }

    /// <summary>Once for the life of the program; again after a failure.</summary>
    private Task<IAsyncDisposable> SubscribeAsync()
    {
        lock (_lock)
        {
            return _subscription = _subscription is null or { IsFaulted: true } or { IsCanceled: true }
                ? store.OnAnswerAsync(Answered, CancellationToken.None)
                : _subscription;
        }
    }

    private void Answered(string commandId)
    {
        if (_waiting.TryGetValue(commandId, out var signal))
        {
            signal.Set();
        }
    }
}
