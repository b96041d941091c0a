using Canopy.Contracts;

namespace Canopy.Runs.Storage.Memory;

/// <summary>The store without Redis, for demo mode and tests: the same rules under one lock. It ends with its process.</summary>
internal sealed class MemoryRunStore(TimeProvider time) : MemoryRunReader(time), IRunStore
{
    private readonly Notices<string> _wakes = new();
    private readonly Notices<string> _answers = new();
    private readonly MemoryCreations _creations = new();

    public Task<KeptCreation?> CreateAsync(NewRun run, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            if (run.Key is { } key && _creations.FindOrKeep(key, run.Id, Now) is { } known)
            {
                return Task.FromResult<KeptCreation?>(known);
            }

            var memory = new MemoryRun();
            memory.Change(run.Changes);
            memory.NewFence(run.Id);
            memory.Append(run.Entries, reset: false);
            Runs.Add(run.Id, memory);
            var hash = run.Data.Description.Hash;
            if (!Data.TryGetValue(hash, out var data))
            {
                Data.Add(hash, data = (run.Data, []));
            }

            data.Runs.Add(run.Id);
            if (run.Start)
            {
                Active.Add(run.Id);
            }
        }

        _wakes.Tell("", run.Id);
        return Task.FromResult<KeptCreation?>(null);
    }

    public Task<RunState?> LoadAsync(string runId, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            return Task.FromResult(Runs.TryGetValue(runId, out var run) ? RunFields.Read(runId, run.Fields) : null);
        }
    }

    public Task<Claim?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            foreach (var id in Unleased())
            {
                var run = Runs[id];
                if (request.Except.Contains(id) || run.Format > RunFormat.Newest)
                {
                    continue;
                }

                if (Math.Min(run.Threads, request.AllCores) > request.FreeCores)
                {
                    return Task.FromResult<Claim?>(null);
                }

                run.Fields[RunFields.Owner] = request.Owner;
                run.Fields[RunFields.Host] = request.Host;
                run.LeasedUntil = Now + request.Lease;
                return Task.FromResult<Claim?>(run.NewFence(id));
            }

            return Task.FromResult<Claim?>(null);
        }
    }

    public Task<IReadOnlyList<InboxItem>?> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            if (!Runs.TryGetValue(claim.RunId, out var run) || run.Fence != claim.Fence || run.Released == claim.Fence)
            {
                return Task.FromResult<IReadOnlyList<InboxItem>?>(null);
            }

            run.LeasedUntil = Now + lease;
            return Task.FromResult<IReadOnlyList<InboxItem>?>([.. run.Inbox.Values.OrderBy(i => i.Order)]);
        }
    }

    public Task ReleaseAsync(Claim claim, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            if (Runs.TryGetValue(claim.RunId, out var run) && run.Fence == claim.Fence)
            {
                run.Release();
            }
        }

        _wakes.Tell("", claim.RunId);
        return Task.CompletedTask;
    }

    public Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        CommitResult result;
        lock (Lock)
        {
            result = Apply(commit);
        }

        if (result.Outcome == CommitOutcome.Committed)
        {
            Heads.Tell(commit.RunId, commit.NextSeq - 1);
            foreach (var answer in commit.Answers)
            {
                _answers.Tell("", answer.CommandId);
            }

            if (commit.Queue != Queueing.Keep || commit.Release)
            {
                _wakes.Tell("", commit.RunId);
            }
        }

        return Task.FromResult(result);
    }

    public Task<PostResult> PostCommandAsync(string runId, RunCommand command, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            if (!Runs.TryGetValue(runId, out var run))
            {
                return Task.FromResult(PostResult.Gone);
            }

            if (!Active.Contains(runId) || (!IsLeased(run) && run.Inbox.Count == 0))
            {
                return Task.FromResult(PostResult.NotOwned);
            }

            if (run.Inbox.Count >= RunStorage.MaxInbox && !run.Inbox.ContainsKey(command.CommandId!))
            {
                return Task.FromResult(PostResult.Full);
            }

            run.Post(command);
        }

        _wakes.Tell("", runId);
        return Task.FromResult(PostResult.Posted);
    }

    public Task<CommandState> FindAnswerAsync(string runId, string commandId, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            return Task.FromResult(Runs.TryGetValue(runId, out var run)
                ? new CommandState(AnswerOf(run, commandId), run.Inbox.ContainsKey(commandId))
                : default);
        }
    }

    public Task<string?> KeepAnswerAsync(string runId, CommandAnswer answer, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            if (!Runs.TryGetValue(runId, out var run))
            {
                return Task.FromResult<string?>(null);
            }

            run.Answer(answer, Now);
            return Task.FromResult(run.AnswerTo(answer.CommandId, Now));
        }
    }

    public Task<bool> DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            if (!Runs.Remove(runId))
            {
                return Task.FromResult(false);
            }

            Active.Remove(runId);
            foreach (var (hash, data) in Data)
            {
                if (data.Runs.Remove(runId) && data.Runs.Count == 0)
                {
                    Data.Remove(hash);
                    break;
                }
            }
        }

        _wakes.Tell("", runId);
        Heads.Tell(runId, 0);
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<string>> WaitingAsync(CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. Unleased()]);
        }
    }

    public Task PingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IAsyncDisposable> OnWakeAsync(Action<string> woken, CancellationToken cancellationToken)
        => Task.FromResult(_wakes.Add("", woken));

    public Task<IAsyncDisposable> OnAnswerAsync(Action<string> answered, CancellationToken cancellationToken)
        => Task.FromResult(_answers.Add("", answered));

    private CommitResult Apply(Commit commit)
    {
        if (!Runs.TryGetValue(commit.RunId, out var run))
        {
            return new CommitResult(CommitOutcome.Gone);
        }

        if (!commit.Owned)
        {
            if (commit.Answers.Select(a => AnswerOf(run, a.CommandId)).FirstOrDefault(a => a is not null) is { } known)
            {
                return new CommitResult(CommitOutcome.Answered, Answer: known);
            }

            if (run.Fence != commit.Fence || IsLeased(run) || run.Inbox.Count > 0 || run.Head != commit.FirstSeq - 1)
            {
                return new CommitResult(CommitOutcome.Conflict);
            }

            run.NewFence(commit.RunId);
        }
        else if (run.Fence != commit.Fence)
        {
            return new CommitResult(CommitOutcome.Stale);
        }
        else if (run.Head != commit.FirstSeq - 1)
        {
            return commit.Entries.Count > 0 && run.Head >= commit.NextSeq - 1
                ? new CommitResult(CommitOutcome.AlreadyThere)
                : new CommitResult(CommitOutcome.Gap, run.Head);
        }

        run.Append(commit.Entries, commit.Reset);
        run.Change(commit.Changes);
        run.Keep(commit, RunStorage.MaxUnitsBytes);
        foreach (var answer in commit.Answers)
        {
            run.Answer(answer, Now);
        }

        Requeue(commit, run);
        return new CommitResult(CommitOutcome.Committed);
    }

    private void Requeue(Commit commit, MemoryRun run)
    {
        if (commit.Queue == Queueing.Join)
        {
            Active.Add(commit.RunId);
        }
        else if (commit.Queue == Queueing.Leave)
        {
            Active.Remove(commit.RunId);

            // Whoever waits for an answer sees that the command waits no more, and decides anew.
            run.Inbox.Clear();
        }

        if (commit.Release)
        {
            run.Release();
        }
    }

    private string? AnswerOf(MemoryRun run, string commandId) => run.AnswerTo(commandId, Now);
}
