using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Storage;

/// <summary>What every store must do: ownership, commits, the queue. Run over memory and over a real Redis.</summary>
public abstract partial class StoreContract
{
    internal abstract IRunStore Store { get; }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_NewRun_IsDescribedListedAndQueued()
    {
        var run = await CreateAsync();

        var found = await Store.FindAsync(run.Id, Token);

        Assert.Equal(RunStatus.Started, found!.Status);
        Assert.Equal(1, found.QueuePosition);
        Assert.Equal(2, found.HeadSeq);
        Assert.Equal(1, found.FirstSeq);
        Assert.Equal([1L, 2L], (await Store.ReadLogAsync(run.Id, 0, 10, Token)).Select(e => e.Seq));
        Assert.Equal([run.Id], await Store.WaitingAsync(Token));
        Assert.Equal(run.Data.Inputs, (await Store.FindDatasetAsync(found.Dataset.Hash, Token))!.Inputs);
    }

    [Fact]
    public async Task Find_UnknownRun_IsNull()
    {
        Assert.Null(await Store.FindAsync(TestRuns.UnknownId, Token));
        Assert.Null(await Store.LoadAsync(TestRuns.UnknownId, Token));
        Assert.Empty(await Store.ReadLogAsync(TestRuns.UnknownId, 0, 10, Token));
        Assert.Null(await Store.FindCheckpointAsync(TestRuns.UnknownId, Token));
        Assert.Null(await Store.FindDatasetAsync("nothing", Token));
        Assert.False(await Store.DeleteAsync(TestRuns.UnknownId, Token));
    }

    [Fact]
    public async Task Claim_SeveralRuns_AreTakenInTheOrderInWhichTheyJoined()
    {
        var first = await CreateAsync();
        var second = await CreateAsync();
        Assert.Equal(2, (await Store.FindAsync(second.Id, Token))!.QueuePosition);

        var claims = new[] { await Store.ClaimAsync(TestRuns.Claim(), Token), await Store.ClaimAsync(TestRuns.Claim(), Token) };

        Assert.Equal([first.Id, second.Id], claims.Select(c => c!.RunId));
        Assert.Null(await Store.ClaimAsync(TestRuns.Claim(), Token));
        var found = await Store.FindAsync(first.Id, Token);
        Assert.Null(found!.QueuePosition);
        Assert.Equal("a", found.Owner);
    }

    [Fact]
    public async Task Claim_RunOfANewerFormat_IsPassedOver()
    {
        var newer = TestRuns.New();
        ((IDictionary<string, string>)newer.Changes.Values)[RunFields.Format] = $"{RunFormat.Newest + 1}";
        await Store.CreateAsync(newer, Token);
        var run = await CreateAsync();

        Assert.Equal(run.Id, (await Store.ClaimAsync(TestRuns.Claim(), Token))!.RunId);
        Assert.Null(await Store.ClaimAsync(TestRuns.Claim(), Token));
        Assert.Contains("format 2", (await Store.FindAsync(newer.Id, Token))!.Unreadable, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claim_RunThatNeedsMoreCores_HoldsUpTheQueueUnlessAllAreFree()
    {
        var wide = TestRuns.Xor() with { Options = new() { ["threads"] = 3 } };
        var run = await CreateAsync(request: wide);
        await CreateAsync();

        Assert.Null(await Store.ClaimAsync(TestRuns.Claim(free: 2, all: 4), Token));
        Assert.Equal(run.Id, (await Store.ClaimAsync(TestRuns.Claim(free: 2, all: 2), Token))!.RunId);
    }

    [Fact]
    public async Task Claim_ExceptedRun_IsPassedOver()
    {
        var first = await CreateAsync();
        var second = await CreateAsync();

        Assert.Equal(second.Id, (await Store.ClaimAsync(TestRuns.Claim(except: first.Id), Token))!.RunId);
    }

    [Fact]
    public async Task Claim_AfterTheLeaseEnded_GivesANewerFenceAndTheOldOneIsStale()
    {
        await CreateAsync();
        var old = (await Store.ClaimAsync(TestRuns.Claim("a", leaseSeconds: 0.05), Token))!;

        var next = await Until.NotNullAsync(() => Store.ClaimAsync(TestRuns.Claim("b"), Token), "the lease has ended");

        Assert.True(next.Token > old.Token);
        Assert.Equal(CommitOutcome.Stale, (await Store.CommitAsync(TestRuns.Owned(old, 3), Token)).Outcome);
        Assert.Null(await Store.RenewAsync(old, TimeSpan.FromSeconds(1), Token));
        Assert.Equal(CommitOutcome.Committed, (await Store.CommitAsync(TestRuns.Owned(next, 3), Token)).Outcome);
    }

    [Fact]
    public async Task Commit_OwnerWhoseLeaseEndedAndNobodyCame_StillWrites()
    {
        await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(leaseSeconds: 0.01), Token))!;
        await Until.TrueAsync(async () => (await Store.WaitingAsync(Token)).Count == 1, "the lease has ended");

        Assert.Equal(CommitOutcome.Committed, (await Store.CommitAsync(TestRuns.Owned(claim, 3), Token)).Outcome);
    }

    [Fact]
    public async Task Renew_LeaseThatEnded_TakesItAgain()
    {
        await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(leaseSeconds: 0.01), Token))!;
        await Until.TrueAsync(async () => (await Store.WaitingAsync(Token)).Count == 1, "the lease has ended");

        Assert.NotNull(await Store.RenewAsync(claim, TimeSpan.FromSeconds(60), Token));
        Assert.Null(await Store.ClaimAsync(TestRuns.Claim("b"), Token));
    }

    [Fact]
    public async Task Release_Lease_IsFreeAtOnceAndALateRenewalDoesNotTakeItAgain()
    {
        await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;

        await Store.ReleaseAsync(claim, Token);

        Assert.Null(await Store.RenewAsync(claim, TimeSpan.FromSeconds(60), Token));
        Assert.NotNull(await Store.ClaimAsync(TestRuns.Claim("b"), Token));
    }

    [Fact]
    public async Task Commit_ThatReleases_IsNotUndoneByALateRenewal()
    {
        await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;
        var commit = TestRuns.Owned(claim, 3);
        commit.Release = true;
        await Store.CommitAsync(commit, Token);

        Assert.Null(await Store.RenewAsync(claim, TimeSpan.FromSeconds(60), Token));
        Assert.NotNull(await Store.ClaimAsync(TestRuns.Claim("b"), Token));
    }

    [Fact]
    public async Task Commit_Repeated_HasOneEffect()
    {
        var run = await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;
        var commit = TestRuns.Owned(claim, 3, entries: 2);
        await Store.CommitAsync(commit, Token);

        var repeated = await Store.CommitAsync(commit, Token);

        Assert.Equal(CommitOutcome.AlreadyThere, repeated.Outcome);
        Assert.Equal([1L, 2, 3, 4], (await Store.ReadLogAsync(run.Id, 0, 10, Token)).Select(e => e.Seq));
        Assert.Equal(4, (await Store.FindAsync(run.Id, Token))!.HeadSeq);
    }

    [Fact]
    public async Task Commit_BeyondTheHead_IsAGapAndWritesNothing()
    {
        var run = await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;

        var result = await Store.CommitAsync(TestRuns.Owned(claim, 5), Token);

        Assert.Equal(new CommitResult(CommitOutcome.Gap, 2), result);
        Assert.Equal(2, (await Store.ReadLogAsync(run.Id, 0, 10, Token)).Count);
    }

    [Fact]
    public async Task Commit_WithEverything_IsReadBack()
    {
        var run = await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;
        var commit = TestRuns.Owned(claim, 3);
        commit.Changes.Progress(17, 12, 3).Figures(new Figures(0.25f, 0.5f, 7, 0.375f, 0.625f)).Phase(RunPhase.Candidate, 9).SampleBytes(99);
        commit.Keep(new StoredCheckpoint(new byte[] { 1, 2, 3, 0, 255 }, 3, 17, 12, 3), asUnit: true);

        await Store.CommitAsync(commit, Token);

        var state = (await Store.LoadAsync(run.Id, Token))!;
        Assert.Equal((17, 9, 99), (state.Step, state.PhaseEpoch, state.SampleBytes));
        Assert.Equal((12, 3, 0.25f, 0.5f, 7), (
            state.Description.Epoch, state.Description.HiddenUnits, state.Description.Loss, state.Description.Accuracy, state.Description.ErrorBits));
        Assert.Equal((0.375f, 0.625f), (state.Description.ValidationLoss, state.Description.ValidationAccuracy));
        Assert.Equal(RunPhase.Candidate, state.Description.Phase);
        var checkpoint = (await Store.FindCheckpointAsync(run.Id, Token))!;
        Assert.Equal([1, 2, 3, 0, 255], checkpoint.Bytes.ToArray());
        Assert.Equal((3L, 17L, 12L, 3), (checkpoint.Seq, checkpoint.Step, checkpoint.Epoch, checkpoint.HiddenUnits));
        var entry = (await Store.ReadLogAsync(run.Id, 2, 10, Token)).Single();
        Assert.Equal(TestRuns.Entry(3).Frame.ToArray(), entry.Frame.ToArray());
    }

    [Fact]
    public async Task FreeCommit_RunWithoutOwner_ChangesItAndItsFence()
    {
        var run = await CreateAsync();
        var before = (await Store.LoadAsync(run.Id, Token))!;

        var result = await Store.CommitAsync(TestRuns.Free(before), Token);

        var after = (await Store.LoadAsync(run.Id, Token))!;
        Assert.Equal(CommitOutcome.Committed, result.Outcome);
        Assert.Equal(RunStatus.Paused, after.Description.Status);
        Assert.NotEqual(before.Fence, after.Fence);
        Assert.True(after.Token > before.Token);
        Assert.Empty(await Store.WaitingAsync(Token));
    }

    [Fact]
    public async Task FreeCommit_RepeatedCommand_IsAnsweredWithTheFirstAnswer()
    {
        var run = await CreateAsync();
        var state = (await Store.LoadAsync(run.Id, Token))!;
        await Store.CommitAsync(TestRuns.Free(state), Token);

        var again = await Store.CommitAsync(TestRuns.Free((await Store.LoadAsync(run.Id, Token))!), Token);

        Assert.Equal(CommitOutcome.Answered, again.Outcome);
        Assert.True(Answers.Read(again.Answer!)!.Applied);
        Assert.Equal(3, (await Store.FindAsync(run.Id, Token))!.HeadSeq);
    }

    [Fact]
    public async Task FreeCommit_LeasedRun_Conflicts()
    {
        var run = await CreateAsync();
        await Store.ClaimAsync(TestRuns.Claim(), Token);

        var result = await Store.CommitAsync(TestRuns.Free((await Store.LoadAsync(run.Id, Token))!), Token);

        Assert.Equal(CommitOutcome.Conflict, result.Outcome);
    }

    [Fact]
    public async Task FreeCommit_TwoAtOnce_OneWins()
    {
        var run = await CreateAsync();
        var state = (await Store.LoadAsync(run.Id, Token))!;

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Store.CommitAsync(TestRuns.Free(state, $"c{i}"), Token)));

        Assert.Single(results, r => r.Outcome == CommitOutcome.Committed);
        Assert.Equal(7, results.Count(r => r.Outcome == CommitOutcome.Conflict));
    }

    [Fact]
    public async Task FreeCommit_AfterTheLeaseEnded_MakesTheOwnerStale()
    {
        var run = await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(leaseSeconds: 0.01), Token))!;
        await Until.TrueAsync(
            async () => (await Store.CommitAsync(TestRuns.Free((await Store.LoadAsync(run.Id, Token))!), Token)).Outcome == CommitOutcome.Committed,
            "the lease has ended");

        Assert.Equal(CommitOutcome.Stale, (await Store.CommitAsync(TestRuns.Owned(claim, 4), Token)).Outcome);
    }

    [Fact]
    public async Task Reset_Commit_TrimsTheLogAndDropsCheckpoints()
    {
        var run = await CreateAsync();
        var claim = (await Store.ClaimAsync(TestRuns.Claim(), Token))!;
        var trained = TestRuns.Owned(claim, 3, entries: 3);
        trained.Keep(new StoredCheckpoint(new byte[] { 1 }, 5, 1, 1, 1), asUnit: true);
        await Store.CommitAsync(trained, Token);
        var reset = new Commit { RunId = run.Id, Fence = claim.Fence, Owned = true, FirstSeq = 6, Reset = true, Queue = Queueing.Leave, Release = true };
        reset.Add(TestRuns.Entry(6));

        await Store.CommitAsync(reset, Token);

        Assert.Equal([6L], (await Store.ReadLogAsync(run.Id, 0, 10, Token)).Select(e => e.Seq));
        var found = (await Store.FindAsync(run.Id, Token))!;
        Assert.Equal((6, 6), (found.FirstSeq, found.HeadSeq));
        Assert.Null(await Store.FindCheckpointAsync(run.Id, Token));
        Assert.Equal([6L], (await Store.ReadLogAsync(run.Id, 4, 10, Token)).Select(e => e.Seq));
    }

    internal async Task<NewRun> CreateAsync(bool start = true, CreateRun? request = null)
    {
        var run = TestRuns.New(start, request);
        await Store.CreateAsync(run, Token);
        return run;
    }

    private static RunCommand Pause(string id) => new() { Command = RunCommandKind.Pause, CommandId = id };

    private async Task<IEnumerable<string>> NamesAsync(RunQuery query) => (await Store.ListAsync(query, Token)).Runs.Select(r => r.Name);
}
