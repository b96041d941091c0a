using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.Web.Tests.Streaming;

public sealed class SlowClientTests
{
    [Fact]
    public async Task SlowClient_DelaysNobody_AndLaterGetsCoalescedFrames()
    {
        var store = new FakeStore();
        store.Create(TestRun.Id);
        await using var server = await TestServer.StartAsync(store, relay: o => (o.HistorySamples, o.RecentBytes) = (16, 1 << 20));
        await using var slow = await TestViewer.BinaryAsync(server.Address, TestRun.Id, reads: false);
        await using var fast = await TestViewer.BinaryAsync(server.Address, TestRun.Id);

        var run = new TestRun().Status("created").Status("start");
        for (var round = 0; round < 12; round++)
        {
            run.Round(chunks: 20, epochs: 50).Candidates(chunks: 20, epochs: 50, pool: 64).Install();
        }

        foreach (var entries in run.Entries.Chunk(10))
        {
            store.Append(TestRun.Id, entries);
            await fast.ReachAsync(entries[^1].Seq);
        }

        slow.StartReading();
        await slow.ReachAsync(run.Seq);

        Assert.Equal(run.Entries.Select(e => e.Seq), fast.Entries.Select(e => e.Seq));
        LogAssert.IsWhole(run.Entries, slow.Entries);
        var coalesced = slow.Entries.Where(LogAssert.IsCoalesced).ToList();
        Assert.NotEmpty(coalesced);
        Assert.True(slow.Entries.Count < fast.Entries.Count);
        Assert.Equal(coalesced.Sum(f => f.Seq - LogAssert.FromSeq(f) + 1), server.Counters["canopy.stream.coalesced.entries"]);

        // The frame names what it stands for; the log between those numbers has the epochs that it left out.
        var thinned = coalesced.First(f => EpochColumns.Parse(f.Payload) is var c && c.Count < c.LastEpoch - c.FirstEpoch + 1);
        var named = await store.ReadLogAsync(TestRun.Id, LogAssert.FromSeq(thinned) - 1, (int)(thinned.Seq - LogAssert.FromSeq(thinned) + 1), TestContext.Current.CancellationToken);
        var epochs = LogAssert.Epochs(named).ToList();
        Assert.Equal(Enumerable.Range((int)epochs[0], epochs.Count).Select(e => (long)e), epochs);
        Assert.Equal(EpochColumns.Parse(thinned.Payload).LastEpoch, epochs[^1]);
        Assert.Empty(LogAssert.Epochs([thinned]).Except(epochs));
    }

    [Fact]
    public async Task DeafClient_IsCutOff()
    {
        var store = new FakeStore();
        store.Create(TestRun.Id);
        var run = new TestRun().Status("start");
        for (var round = 0; round < 20; round++)
        {
            run.Candidates(chunks: 1, epochs: 60, pool: 1024).Install();
        }

        store.Append(TestRun.Id, run.Entries);
        await using var server = await TestServer.StartAsync(store, stream: o => o.SendLimit = TimeSpan.FromMilliseconds(200));
        await using var deaf = await TestViewer.BinaryAsync(server.Address, TestRun.Id, reads: false);

        await Until.TrueAsync(() => Task.FromResult(server.Counters["canopy.stream.connections.cut_off"] == 1), "the client is cut off");
        await Until.TrueAsync(() => Task.FromResult(server.Counters["canopy.stream.connections"] == 0), "its place is free");
    }

    [Fact]
    public async Task DeafClient_DoesNotHoldUpTheEnd()
    {
        var store = new FakeStore();
        store.Create(TestRun.Id);
        var run = new TestRun().Status("start");
        for (var round = 0; round < 20; round++)
        {
            run.Candidates(chunks: 1, epochs: 60, pool: 1024).Install();
        }

        store.Append(TestRun.Id, run.Entries);
        await using var server = await TestServer.StartAsync(store, stream: o => o.CloseLimit = TimeSpan.FromMilliseconds(100));
        await using var deaf = await TestViewer.BinaryAsync(server.Address, TestRun.Id, reads: false);
        await Until.TrueAsync(() => Task.FromResult(server.Counters["canopy.stream.frames"] > 0), "the client is being sent frames");

        await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }
}
