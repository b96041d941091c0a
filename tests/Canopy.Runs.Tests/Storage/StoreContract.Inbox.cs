using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Storage;

/// <summary>Commands on their way to an owner, and their answers.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Post_RunWithoutOwner_IsNotTaken()
    {
        var run = await CreateAsync();

        Assert.Equal(PostResult.NotOwned, await Store.PostCommandAsync(run.Id, Pause("c"), Token));
        Assert.Equal(PostResult.Gone, await Store.PostCommandAsync(TestRuns.UnknownId, Pause("c"), Token));
    }

    [Fact]
    public async Task Post_OwnedRun_ReachesTheOwnerOnceAndInOrder()
    {
        var run = await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;
        foreach (var id in new[] { "z", "a", "m", "z" })
        {
            Assert.Equal(PostResult.Posted, await Store.PostCommandAsync(run.Id, Pause(id), Token));
        }

        var inbox = (await Store.RenewAsync(claim, TimeSpan.FromSeconds(60), Token))!;

        Assert.Equal(["z", "a", "m"], inbox.Select(i => i.CommandId));
        Assert.Equal(new CommandState(null, true), await Store.FindAnswerAsync(run.Id, "a", Token));
    }

    [Fact]
    public async Task Commit_ThatAnswersACommand_TakesItFromTheInbox()
    {
        var run = await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;
        await Store.PostCommandAsync(run.Id, Pause("c"), Token);
        var commit = TestRuns.Owned(claim, 3);
        commit.Answers.Add(Answers.Applied(Pause("c")));

        await Store.CommitAsync(commit, Token);

        var state = await Store.FindAnswerAsync(run.Id, "c", Token);
        Assert.False(state.Waiting);
        Assert.True(Answers.Read(state.Answer!)!.Applied);
        Assert.Empty((await Store.RenewAsync(claim, TimeSpan.FromSeconds(60), Token))!);
    }

    [Fact]
    public async Task Inbox_OwnerDied_CommandsStayForTheNextOwnerAndNobodyActsMeanwhile()
    {
        var run = await CreateAsync();
        await Store.ClaimAsync(TestRuns.Claim(leaseSeconds: 0.05), Token);
        await Store.PostCommandAsync(run.Id, Pause("c"), Token);
        await Until.TrueAsync(async () => (await Store.WaitingAsync(Token)).Count == 1, "the lease has ended");

        var free = await Store.CommitAsync(TestRuns.Free((await Store.LoadAsync(run.Id, Token))!, "d"), Token);
        var posted = await Store.PostCommandAsync(run.Id, Pause("d"), Token);
        var next = (await Store.ClaimAsync(TestRuns.Claim("b"), Token))!;

        Assert.Equal(CommitOutcome.Conflict, free.Outcome);
        Assert.Equal(PostResult.Posted, posted);
        Assert.Equal(["c", "d"], (await Store.RenewAsync(next, TimeSpan.FromSeconds(60), Token))!.Select(i => i.CommandId));
    }

    [Fact]
    public async Task Commit_ThatLeavesTheQueue_LetsWaitingCommandsBeDecidedAnew()
    {
        var run = await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;
        await Store.PostCommandAsync(run.Id, Pause("c"), Token);
        var commit = TestRuns.Owned(claim, 3);
        commit.Queue = Queueing.Leave;
        commit.Release = true;
        commit.Changes.Status(RunStatus.Completed);

        await Store.CommitAsync(commit, Token);

        Assert.Equal(default, await Store.FindAnswerAsync(run.Id, "c", Token));
    }

    [Fact]
    public async Task Post_TooManyCommands_IsFull()
    {
        var run = await CreateAsync();
        await Store.ClaimAsync(TestRuns.Claim(), Token);
        for (var i = 0; i < RunStorage.MaxInbox; i++)
        {
            await Store.PostCommandAsync(run.Id, Pause($"c{i}"), Token);
        }

        Assert.Equal(PostResult.Full, await Store.PostCommandAsync(run.Id, Pause("one more"), Token));
        Assert.Equal(PostResult.Posted, await Store.PostCommandAsync(run.Id, Pause("c5"), Token));
    }

    [Fact]
    public async Task KeepAnswer_Repeated_TheFirstWins()
    {
        var run = await CreateAsync();
        await Store.KeepAnswerAsync(run.Id, Answers.Refused(Pause("c"), "first"), Token);

        var kept = await Store.KeepAnswerAsync(run.Id, Answers.Refused(Pause("c"), "second"), Token);

        Assert.Equal("first", Answers.Read(kept!)!.Reason);
        Assert.Null(await Store.KeepAnswerAsync(TestRuns.UnknownId, Answers.Refused(Pause("c"), "x"), Token));
    }

    [Fact]
    public async Task KeepAnswer_TooMany_TheOldestGo()
    {
        var run = await CreateAsync();
        for (var i = 0; i <= RunStorage.MaxAnswers; i++)
        {
            await Store.KeepAnswerAsync(run.Id, Answers.Refused(Pause($"c{i}"), "no"), Token);
        }

        Assert.Null((await Store.FindAnswerAsync(run.Id, "c0", Token)).Answer);
        Assert.NotNull((await Store.FindAnswerAsync(run.Id, "c1", Token)).Answer);
    }
}
