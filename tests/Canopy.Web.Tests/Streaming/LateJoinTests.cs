using Canopy.Contracts;
using Canopy.Web.Streaming;

namespace Canopy.Web.Tests.Streaming;

public sealed class LateJoinTests
{
    [Fact]
    public async Task Viewer_FromTheStart_GetsTheStoredBytes()
    {
        var store = new FakeStore();
        store.Create(TestRun.Id);
        await using var server = await TestServer.StartAsync(store);
        await using var viewer = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        await viewer.UntilAsync(v => v.Frames.Count == 2, "the greeting");

        var run = TestRun.WithUnits(2, chunks: 2);
        foreach (var entry in run.Entries)
        {
            store.Append(TestRun.Id, entry);
            await viewer.ReachAsync(entry.Seq);
        }

        Assert.Equal(
            [EventKind.ConnectionEstablished, EventKind.InitialStatus, .. run.Entries.Select(e => e.Kind)], viewer.Frames.Select(f => f.Kind));
        Assert.Equal(run.Entries.Select(Hex), viewer.Entries.Select(Hex));
        Assert.Equal(StreamProtocol.Binary, viewer.Protocol);
    }

    [Fact]
    public async Task Viewer_OfALogWithAnEntryOfANewerCanopy_GetsItAndTheRest()
    {
        var store = new FakeStore();
        store.Create(TestRun.Id);
        var run = TestRun.WithUnits(1, chunks: 2);
        store.Append(TestRun.Id, run.Entries);
        var newer = LogEntry.Create((EventKind)99, FrameFlags.None, run.Seq + 1, 0, DateTimeOffset.UnixEpoch, "{}"u8);
        var last = LogEntry.Create(EventKind.Topology, FrameFlags.None, run.Seq + 2, 0, DateTimeOffset.UnixEpoch, "{}"u8);
        store.Append(TestRun.Id, newer, last);
        await using var server = await TestServer.StartAsync(store);
        await using var binary = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        await using var json = await TestViewer.JsonAsync(server.Address, TestRun.Id);

        await binary.ReachAsync(last.Seq);
        await json.UntilAsync(v => v.Envelopes.Any(e => e.GetProperty("seq").GetInt64() == last.Seq), "the last entry");

        Assert.Equal(Hex(newer), Hex(binary.Entries[^2]));
        var unknown = json.Envelopes[^2];
        Assert.Equal(("unknown", newer.Seq, 99), (unknown.GetProperty("type").GetString(), unknown.GetProperty("seq").GetInt64(), unknown.GetProperty("data").GetProperty("kind").GetInt32()));
    }

    [Fact]
    public async Task Viewer_WhoJoinsLate_SeesWhatTheOthersSaw()
    {
        var store = new FakeStore();
        store.Create(TestRun.Id);
        await using var server = await TestServer.StartAsync(store, relay: o => o.HistorySamples = 32);
        await using var early = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        var run = TestRun.WithUnits(12, chunks: 10, epochs: 200);
        foreach (var entries in run.Entries.Chunk(7))
        {
            store.Append(TestRun.Id, entries);
            await early.ReachAsync(entries[^1].Seq);
        }

        await using var late = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        await late.ReachAsync(run.Seq);

        LogAssert.IsWhole(run.Entries, early.Entries);
        LogAssert.IsWhole(run.Entries, late.Entries);
        Assert.True(late.Entries.Count < run.Entries.Count / 2, "a late viewer gets fewer frames than there are entries");
        Assert.Equal(run.Epoch, LogAssert.Epochs(late.Entries).Last());
    }

    [Fact]
    public async Task Viewer_WhoComesBack_GetsExactlyTheRest()
    {
        var store = new FakeStore();
        store.Create(TestRun.Id);
        var run = TestRun.WithUnits(3, chunks: 20, epochs: 5);
        store.Append(TestRun.Id, run.Entries);
        await using var server = await TestServer.StartAsync(store);

        for (var after = 0L; after < run.Seq; after += 7)
        {
            await using var viewer = await TestViewer.BinaryAsync(server.Address, TestRun.Id, after);
            await viewer.ReachAsync(run.Seq);
            LogAssert.IsWhole(run.Entries, viewer.Entries, after);
        }
    }

    [Fact]
    public async Task Viewer_WhoHasEverything_GetsOnlyWhatComesNext()
    {
        var store = new FakeStore();
        store.Create(TestRun.Id);
        var run = TestRun.WithUnits(1);
        store.Append(TestRun.Id, run.Entries);
        await using var server = await TestServer.StartAsync(store);
        await using var viewer = await TestViewer.BinaryAsync(server.Address, TestRun.Id, run.Seq);
        await viewer.UntilAsync(v => v.Frames.Count == 2, "the greeting");

        run.Status("start");
        store.Append(TestRun.Id, run.Entries[^1]);
        await viewer.ReachAsync(run.Seq);

        Assert.Equal(run.Seq, Assert.Single(viewer.Entries).Seq);
    }

    [Fact]
    public async Task Replicas_OfOneStore_ShowTheSame()
    {
        var store = new FakeStore();
        store.Create(TestRun.Id);
        var run = TestRun.WithUnits(5, chunks: 6, epochs: 100);
        var half = run.Entries.Count / 2;
        store.Append(TestRun.Id, run.Entries.Take(half));
        await using var one = await TestServer.StartAsync(store);
        await using var first = await TestViewer.BinaryAsync(one.Address, TestRun.Id);
        await first.ReachAsync(half);
        var seen = first.Entries;
        await first.CloseAsync();

        // The same viewer comes back to the other replica, while the run goes on.
        await using var two = await TestServer.StartAsync(store);
        await using var second = await TestViewer.BinaryAsync(two.Address, TestRun.Id, seen[^1].Seq);
        store.Append(TestRun.Id, run.Entries.Skip(half));
        await second.ReachAsync(run.Seq);

        LogAssert.IsWhole(run.Entries, [.. seen, .. second.Entries]);
    }

    [Fact]
    public async Task Viewer_AfterAReset_GetsTheNewNetworkOnly()
    {
        var store = new FakeStore();
        store.Create(TestRun.Id);
        var run = TestRun.WithUnits(3);
        store.Append(TestRun.Id, run.Entries);
        await using var server = await TestServer.StartAsync(store);
        await using var early = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        await early.ReachAsync(run.Seq);

        // The store drops what was before; the numbers go on.
        var before = run.Seq;
        run.Status("reset", RunStatus.Stopped).Status("start").Round(2, 10);
        var anew = run.Entries.Where(e => e.Seq > before).ToList();
        store.Append(TestRun.Id, anew);
        store.Remove(TestRun.Id, e => e.Seq <= before);
        await early.ReachAsync(run.Seq);
        await using var late = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        await late.ReachAsync(run.Seq);
        await using var returned = await TestViewer.BinaryAsync(server.Address, TestRun.Id, after: 3);
        await returned.ReachAsync(run.Seq);
        await using var other = await TestServer.StartAsync(store);
        await using var elsewhere = await TestViewer.BinaryAsync(other.Address, TestRun.Id);
        await elsewhere.ReachAsync(run.Seq);

        var expected = anew.Select(Hex).ToList();
        Assert.Equal(expected, early.Entries.Where(e => e.Seq > before).Select(Hex));
        Assert.Equal(expected, late.Entries.Select(Hex));
        Assert.Equal(expected, returned.Entries.Select(Hex));
        Assert.Equal(expected, elsewhere.Entries.Select(Hex));
    }

    [Fact]
    public async Task Viewers_InBothForms_GetOneTextPerEntry()
    {
        var store = new FakeStore();
        store.Create(TestRun.Id);
        await using var server = await TestServer.StartAsync(store);
        var viewers = new List<TestViewer>();
        for (var i = 0; i < 50; i++)
        {
            viewers.Add(await TestViewer.JsonAsync(server.Address, TestRun.Id));
        }

        foreach (var viewer in viewers)
        {
            await viewer.UntilAsync(v => v.Envelopes.Count == 2, "the greeting");
        }

        var greetings = server.Counters["canopy.stream.envelopes"];
        var run = TestRun.WithUnits(1, chunks: 2);
        store.Append(TestRun.Id, run.Entries);
        foreach (var viewer in viewers)
        {
            await viewer.UntilAsync(v => v.Envelopes.Count == 2 + run.Entries.Count, "every entry");
            await viewer.DisposeAsync();
        }

        Assert.Equal(100, greetings);
        Assert.Equal(run.Entries.Count, server.Counters["canopy.stream.envelopes"] - greetings);
        Assert.Equal(50 * (2 + run.Entries.Count), server.Counters["canopy.stream.frames"]);
    }

    private static string Hex(LogEntry entry) => Convert.ToHexString(entry.Frame.Span);
}
