using Canopy.Contracts;
using Canopy.Runs.Storage;
using Canopy.Runs.Storage.Memory;
using Canopy.Runs.Tests.Storage;
using Canopy.Runs.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace Canopy.Runs.Tests.Training;

public sealed class CommitWriterTests
{
    [Fact]
    public async Task StoreThatLostItsLastMoments_GetsThemAgainAsTheyWere()
    {
        var store = new ForgetfulStore { Forget = 5 };

        Assert.Equal(WriterEnd.Written, await WriteAsync(store, 20));

        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), store.Log.Select(e => e.Seq));
        Assert.True(store.Forgotten > 0);
    }

    [Fact]
    public async Task StoreThatLostMoreThanIsKept_EndsTheOwnership()
    {
        var store = new ForgetfulStore { Forget = 5, Before = 0 };

        // A writer that has just begun has nothing to repeat.
        Assert.Equal(WriterEnd.Lost, await WriteAsync(store, 3, firstSeq: 9));
    }

    [Fact]
    public async Task StaleOwner_StopsWriting()
    {
        var store = new ForgetfulStore { Outcome = CommitOutcome.Stale };

        Assert.Equal(WriterEnd.Stale, await WriteAsync(store, 3));

        Assert.Empty(store.Log);
    }

    private static async Task<WriterEnd> WriteAsync(ForgetfulStore store, int commits, long firstSeq = 1)
    {
        var telemetry = new Telemetry();
        var queue = new CommitQueue(new Claim("r", "1:n", 1, 1), firstSeq - 1, 1 << 20, telemetry);
        var writing = new CommitWriter(store, queue, TimeProvider.System, telemetry, NullLogger.Instance).RunAsync(default);
        for (var i = 0; i < commits; i++)
        {
            var commit = queue.Begin();
            commit.Add(TestRuns.Entry(commit.NextSeq));
            queue.Add(commit);
            await Task.WhenAny(store.WaitForAsync(commit.FirstSeq), writing);
        }

        queue.Complete();
        return await writing;
    }

    /// <summary>Once, when it has ten entries, it loses the last few, as a Redis that is killed.</summary>
    private sealed class ForgetfulStore() : StoreProxy(new MemoryRunStore(TimeProvider.System))
    {
        private readonly Dictionary<long, TaskCompletionSource> _written = [];

        public int Forget { get; init; }

        public int Before { get; init; } = 10;

        public CommitOutcome Outcome { get; init; }

        public int Forgotten { get; private set; }

        public List<LogEntry> Log { get; } = [];

        public Task WaitForAsync(long seq)
        {
            lock (_written)
            {
                return Written(seq).Task;
            }
        }

        public override Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
        {
            lock (_written)
            {
                if (Outcome != CommitOutcome.Committed)
                {
                    return Task.FromResult(new CommitResult(Outcome));
                }

                if (Log.Count >= Before && Forgotten == 0 && Log.Count >= Forget)
                {
                    Forgotten = Forget;
                    Log.RemoveRange(Log.Count - Forget, Forget);
                }

                if (commit.FirstSeq != Log.Count + 1)
                {
                    return Task.FromResult(new CommitResult(CommitOutcome.Gap, Log.Count));
                }

                Log.AddRange(commit.Entries);
                Written(commit.FirstSeq).TrySetResult();
                return Task.FromResult(new CommitResult(CommitOutcome.Committed));
            }
        }

        private TaskCompletionSource Written(long seq)
        {
            if (!_written.TryGetValue(seq, out var source))
            {
                _written.Add(seq, source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            return source;
        }
    }
}
