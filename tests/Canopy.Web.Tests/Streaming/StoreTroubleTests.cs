using System.Net.WebSockets;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.Web.Tests.Streaming;

public sealed class StoreTroubleTests
{
    private readonly FakeStore _store = new();
    private readonly TestRun _run = TestRun.WithUnits(3, chunks: 4);

    public StoreTroubleTests() => _store.Create(TestRun.Id);

    [Fact]
    public async Task Store_AwayForAWhile_ViewersStayAndCatchUp()
    {
        await using var server = await TestServer.StartAsync(_store, stream: o => o.HeartbeatSeconds = 0.1);
        _store.Append(TestRun.Id, _run.Entries.Take(10));
        await using var viewer = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        await viewer.ReachAsync(10);

        _store.IsAway = true;
        _store.Append(TestRun.Id, _run.Entries.Skip(10));
        await viewer.UntilAsync(v => v.Frames.Count(f => f.Kind == EventKind.Ping) >= 3, "heartbeats while the store is away");
        Assert.Equal(10, viewer.Entries[^1].Seq);

        _store.IsAway = false;
        await viewer.ReachAsync(_run.Seq);
        LogAssert.IsWhole(_run.Entries, viewer.Entries);
    }

    [Fact]
    public async Task Notices_Lost_ThePollFindsTheEntries()
    {
        await using var server = await TestServer.StartAsync(_store);
        await using var viewer = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        _store.IsMute = true;
        _store.Append(TestRun.Id, _run.Entries);

        await viewer.ReachAsync(_run.Seq);
        LogAssert.IsWhole(_run.Entries, viewer.Entries);
    }

    [Fact]
    public async Task Gap_ThatCloses_IsReadAgain()
    {
        // Long periods between reads leave the test time to close the gap before it is accepted.
        await using var server = await TestServer.StartAsync(_store, relay: o => o.MinimumPeriod = TimeSpan.FromSeconds(1));
        _store.Append(TestRun.Id, _run.Entries.Where(e => e.Seq != 8));
        await using var viewer = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        await Until.TrueAsync(() => Task.FromResult(server.Counters["canopy.stream.relay.gaps"] > 0), "the gap is seen");
        _store.Restore(TestRun.Id, _run.Entries[7]);

        await viewer.ReachAsync(_run.Seq);
        LogAssert.IsWhole(_run.Entries, viewer.Entries);
    }

    [Fact]
    public async Task Gap_ThatStays_IsPassed()
    {
        await using var server = await TestServer.StartAsync(_store);
        _store.Append(TestRun.Id, _run.Entries.Where(e => e.Seq != 8));
        await using var viewer = await TestViewer.BinaryAsync(server.Address, TestRun.Id);

        await viewer.ReachAsync(_run.Seq);
        Assert.DoesNotContain(viewer.Entries, e => e.Seq == 8);
    }

    [Fact]
    public async Task Run_Deleted_Closes1008()
    {
        _store.Append(TestRun.Id, _run.Entries);
        await using var server = await TestServer.StartAsync(_store);
        await using var viewer = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        await viewer.ReachAsync(_run.Seq);

        _store.Delete(TestRun.Id);
        await viewer.ClosedAsync();

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, viewer.CloseStatus);
        Assert.Equal("The run was deleted.", viewer.CloseReason);
    }

    [Fact]
    public async Task Store_SetBack_Closes1011_AndServesWhatThereIs()
    {
        _store.Append(TestRun.Id, _run.Entries);
        await using var server = await TestServer.StartAsync(_store);
        await using var viewer = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        await viewer.ReachAsync(_run.Seq);

        _store.Remove(TestRun.Id, e => e.Seq > 10);
        await viewer.ClosedAsync();
        Assert.Equal(WebSocketCloseStatus.InternalServerError, viewer.CloseStatus);

        await using var again = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        await again.ReachAsync(10);
        Assert.Equal(10, again.Frames[1].Read(ContractsJson.Default.InitialStatus).Run.HeadSeq);
    }

    [Fact]
    public async Task Store_BackFromAnOlderCopyThatGrew_Closes1011()
    {
        _store.Append(TestRun.Id, _run.Entries);
        await using var server = await TestServer.StartAsync(_store);
        await using var viewer = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        await viewer.ReachAsync(_run.Seq);

        _store.IsAway = true;
        var reads = _store.Attempts;
        await Until.TrueAsync(() => Task.FromResult(_store.Attempts > reads), "the relay has seen that the store is away");
        _store.Remove(TestRun.Id, e => e.Seq > 10);
        _store.IsAway = false;
        await viewer.ClosedAsync();

        Assert.Equal(WebSocketCloseStatus.InternalServerError, viewer.CloseStatus);
    }

    [Fact]
    public async Task Relay_WithoutViewers_EndsAfterAWhile()
    {
        _store.Append(TestRun.Id, _run.Entries);
        await using var server = await TestServer.StartAsync(_store, relay: o => o.Linger = TimeSpan.FromMilliseconds(50));
        await using var one = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        await using var two = await TestViewer.BinaryAsync(server.Address, TestRun.Id);
        await one.ReachAsync(_run.Seq);
        await two.ReachAsync(_run.Seq);
        Assert.Equal(1, _store.Subscriptions);

        await one.CloseAsync();
        Assert.Equal(1, _store.Subscriptions);
        await two.CloseAsync();

        await Until.TrueAsync(() => Task.FromResult(_store.Subscriptions == 0), "the relay has ended");
        Assert.Equal(0, server.Counters["canopy.stream.relays"]);
    }
}
