using Canopy.Contracts;
using Canopy.Runs.Storage;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Storage;

/// <summary>Deletion, lists and notices.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Delete_OwnedRun_IsGoneAndItsOwnerCannotBringItBack()
    {
        var run = await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;

        Assert.True(await Store.DeleteAsync(run.Id, Token));

        Assert.Equal(CommitOutcome.Gone, (await Store.CommitAsync(TestRuns.Owned(claim, 3), Token)).Outcome);
        Assert.Null(await Store.RenewAsync(claim, TimeSpan.FromSeconds(60), Token));
        Assert.Null(await Store.FindAsync(run.Id, Token));
        Assert.Empty((await Store.ListAsync(new RunQuery(), Token)).Runs);
        Assert.Empty(await Store.ReadLogAsync(run.Id, 0, 10, Token));
    }

    [Fact]
    public async Task Delete_RunsWithTheSameData_DataGoesWithTheLast()
    {
        var first = await CreateAsync();
        var second = await CreateAsync();
        var hash = first.Data.Description.Hash;

        await Store.DeleteAsync(first.Id, Token);
        Assert.NotNull(await Store.FindDatasetAsync(hash, Token));
        await Store.DeleteAsync(second.Id, Token);
        Assert.Null(await Store.FindDatasetAsync(hash, Token));
    }

    [Fact]
    public async Task List_ManyRuns_ArePagedNewestFirst()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, (await CreateAsync()).Id);
        }

        var first = await Store.ListAsync(new RunQuery { Limit = 2 }, Token);
        var second = await Store.ListAsync(new RunQuery { Limit = 2, Cursor = first.Next }, Token);
        var third = await Store.ListAsync(new RunQuery { Limit = 2, Cursor = second.Next }, Token);

        Assert.Equal(ids, new[] { first, second, third }.SelectMany(p => p.Runs).Select(r => r.Id));
        Assert.Equal(5, first.Total);
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task List_ByStatusTagAndText_FindsWhatMatches()
    {
        await CreateAsync(request: TestRuns.Xor() with { Name = "Alpha", Tags = ["Red"] });
        await CreateAsync(start: false, request: TestRuns.Xor() with { Name = "Beta", Note = "an alphabet", Tags = ["blue"] });
        await CreateAsync(start: false, request: TestRuns.Xor() with { Name = "Gamma", Tags = ["red"] });

        Assert.Equal(["Gamma", "Beta"], await NamesAsync(new RunQuery { Status = RunStatus.Stopped }));
        Assert.Equal(["Gamma", "Alpha"], await NamesAsync(new RunQuery { Tag = "red" }));
        Assert.Equal(["Beta", "Alpha"], await NamesAsync(new RunQuery { Search = "ALPHA" }));
        var page = await Store.ListAsync(new RunQuery { Search = "alpha", Limit = 1 }, Token);
        Assert.Equal(2, page.Total);
        Assert.Equal(["Alpha"], (await Store.ListAsync(new RunQuery { Search = "alpha", Limit = 1, Cursor = page.Next }, Token)).Runs.Select(r => r.Name));
    }

    [Fact]
    public async Task Subscribe_Commit_TellsTheHead()
    {
        var run = await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;
        var heard = new TaskCompletionSource<long>();
        await using var subscription = await Store.SubscribeAsync(run.Id, head => heard.TrySetResult(head), Token);

        await Store.CommitAsync(TestRuns.Owned(claim, 3, entries: 4), Token);

        Assert.Equal(6, await heard.Task.WaitAsync(Until.Limit, Token));
    }

    [Fact]
    public async Task Wakes_QueueInboxAndDeletion_AreTold()
    {
        var woken = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var subscription = await Store.OnWakeAsync(woken.Enqueue, Token);
        var run = await CreateAsync();
        await HearAsync(1);
        await Store.ClaimAsync(TestRuns.Claim(), Token);
        await Store.PostCommandAsync(run.Id, Pause("c"), Token);
        await HearAsync(2);
        await Store.DeleteAsync(run.Id, Token);
        await HearAsync(3);

        Assert.All(woken, id => Assert.Equal(run.Id, id));

        Task HearAsync(int count) => Until.TrueAsync(() => Task.FromResult(woken.Count >= count), $"{count} wakes are heard");
    }
}
