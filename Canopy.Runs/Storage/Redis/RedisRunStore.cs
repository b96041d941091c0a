using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Canopy.Contracts;
using StackExchange.Redis;

namespace Canopy.Runs.Storage.Redis;

/// <summary>The whole store over Redis: every write is one script, so it happens whole or not at all (docs/decisions/0003).</summary>
internal sealed class RedisRunStore(Func<IConnectionMultiplexer> connect, TimeSpan limit) : RedisRunReader(connect, limit), IRunStore
{
    public async Task<KeptCreation?> CreateAsync(NewRun run, CancellationToken cancellationToken)
    {
        var hash = run.Data.Description.Hash;
        List<RedisValue> arguments =
        [
            run.Id,
            Nonce(),
            run.Start ? 1 : 0,
            JsonSerializer.SerializeToUtf8Bytes(run.Data.Description, ContractsJson.Default.DatasetDescription),
            Bytes(run.Data.Inputs),
            Bytes(run.Data.Targets),
            run.Entries.Count,
            run.Changes.Values.Count,
        ];
        arguments.AddRange(run.Entries.Select(e => (RedisValue)e.Frame));
        arguments.AddRange(run.Changes.Values.SelectMany(c => new RedisValue[] { c.Key, c.Value }));
        RedisKey[] keys =
        [
            RedisKeys.Run(run.Id), RedisKeys.Log(run.Id), RedisKeys.Runs, RedisKeys.Active, RedisKeys.ActiveCounter, RedisKeys.Data(hash), RedisKeys.DataRuns(hash),
        ];
        if (run.Key is { } key)
        {
            keys = [.. keys, RedisKeys.Creation(key.Id)];
            arguments.AddRange([key.Request, Milliseconds(RunStorage.AnswersKept)]);
        }

        var created = (string)(await Calls.RunAsync(RedisScript.Create, keys, [.. arguments], cancellationToken))!;
        return created.Split(' ') switch
        {
            ["created"] => null,
            [var made, var request] => new KeptCreation(made, request),
            _ => throw new InvalidOperationException($"There is a run {run.Id} already."),
        };
    }

    public async Task<RunState?> LoadAsync(string runId, CancellationToken cancellationToken)
        => (await DescribeAsync(runId, cancellationToken)).State;

    public async Task<Claim?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var claimed = await Calls.RunAsync(
            RedisScript.Claim,
            [RedisKeys.Active],
            [request.Owner, request.Host, Milliseconds(request.Lease), request.FreeCores, request.AllCores, Nonce(), RunFormat.Newest, .. request.Except],
            cancellationToken);
        return claimed.IsNull ? null : ReadClaim((RedisResult[])claimed!);
    }

    public async Task<IReadOnlyList<InboxItem>?> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken)
    {
        var waiting = await Calls.RunAsync(
            RedisScript.Renew,
            [RedisKeys.Run(claim.RunId), RedisKeys.Lease(claim.RunId), RedisKeys.Inbox(claim.RunId)],
            [claim.Fence, Milliseconds(lease)],
            cancellationToken);
        return waiting.IsNull ? null : [.. ((string[])waiting!).Select(ReadItem).OrderBy(item => item.Order)];
    }

    public Task ReleaseAsync(Claim claim, CancellationToken cancellationToken)
        => Calls.RunAsync(
            RedisScript.Release,
            [RedisKeys.Run(claim.RunId), RedisKeys.Lease(claim.RunId)],
            [claim.Fence, claim.RunId],
            cancellationToken);

    public async Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        var id = commit.RunId;
        var done = (RedisResult[])(await Calls.RunAsync(
            RedisScript.Commit,
            [
                RedisKeys.Run(id), RedisKeys.Log(id), RedisKeys.Lease(id), RedisKeys.Inbox(id), RedisKeys.Answers(id), RedisKeys.AnswerOrder(id),
                RedisKeys.Checkpoint(id), RedisKeys.Units(id), RedisKeys.Active, RedisKeys.ActiveCounter,
            ],
            CommitArguments(commit),
            cancellationToken))!;
        return (string)done[0]! switch
        {
            "committed" => new CommitResult(CommitOutcome.Committed, (long)done[1]),
            "there" => new CommitResult(CommitOutcome.AlreadyThere, (long)done[1]),
            "stale" => new CommitResult(CommitOutcome.Stale),
            "gone" => new CommitResult(CommitOutcome.Gone),
            "gap" => new CommitResult(CommitOutcome.Gap, (long)done[1]),
            "conflict" => new CommitResult(CommitOutcome.Conflict),
            "answered" => new CommitResult(CommitOutcome.Answered, Answer: (string)done[1]!),
            var other => throw new InvalidOperationException($"The commit script answered '{other}'."),
        };
    }

    public async Task<PostResult> PostCommandAsync(string runId, RunCommand command, CancellationToken cancellationToken)
    {
        var posted = (string)(await Calls.RunAsync(
            RedisScript.Post,
            [RedisKeys.Run(runId), RedisKeys.Lease(runId), RedisKeys.Inbox(runId), RedisKeys.Active],
            [runId, command.CommandId!, WaitingCommand.Write(command), RunStorage.MaxInbox],
            cancellationToken))!;
        return posted switch
        {
            "posted" => PostResult.Posted,
            "not_owned" => PostResult.NotOwned,
            "full" => PostResult.Full,
            _ => PostResult.Gone,
        };
    }

    public async Task<CommandState> FindAnswerAsync(string runId, string commandId, CancellationToken cancellationToken)
    {
        // In this order: a command leaves the inbox in the moment in which its answer is there.
        var waiting = Calls.AskAsync(database => database.HashExistsAsync(RedisKeys.Inbox(runId), commandId), cancellationToken);
        var answer = Calls.AskAsync(database => database.HashGetAsync(RedisKeys.Answers(runId), commandId), cancellationToken);
        return new CommandState(await answer, await waiting);
    }

    public async Task<string?> KeepAnswerAsync(string runId, CommandAnswer answer, CancellationToken cancellationToken)
        => (string?)await Calls.RunAsync(
            RedisScript.KeepAnswer,
            [RedisKeys.Run(runId), RedisKeys.Answers(runId), RedisKeys.AnswerOrder(runId)],
            [answer.CommandId, answer.Json, Milliseconds(RunStorage.AnswersKept), RunStorage.MaxAnswers],
            cancellationToken);

    public async Task<bool> DeleteAsync(string runId, CancellationToken cancellationToken)
        => (int)await Calls.RunAsync(
            RedisScript.Delete, [RedisKeys.Runs, RedisKeys.Active, RedisKeys.Run(runId)], [runId], cancellationToken) == 1;

    public async Task<IReadOnlyList<string>> WaitingAsync(CancellationToken cancellationToken)
        => (string[])(await Calls.RunAsync(RedisScript.Waiting, [RedisKeys.Active], [], cancellationToken))!;

    public Task PingAsync(CancellationToken cancellationToken) => Calls.AskAsync(database => database.PingAsync(), cancellationToken);

    public Task<IAsyncDisposable> OnWakeAsync(Action<string> woken, CancellationToken cancellationToken)
        => ListenAsync(RedisKeys.Wake, message => woken((string)message!), cancellationToken);

    public Task<IAsyncDisposable> OnAnswerAsync(Action<string> answered, CancellationToken cancellationToken)
        => ListenAsync(RedisKeys.Answered, message => answered((string)message!), cancellationToken);

    private static RedisValue[] CommitArguments(Commit commit)
    {
        List<RedisValue> arguments =
        [
            commit.RunId,
            commit.Fence,
            commit.Owned ? 1 : 0,
            Nonce(),
            commit.FirstSeq,
            commit.Queue.ToString().ToLowerInvariant(),
            commit.Release ? 1 : 0,
            commit.Reset ? 1 : 0,
            Milliseconds(RunStorage.AnswersKept),
            RunStorage.MaxAnswers,
            RunStorage.MaxUnitsBytes,
            commit.Entries.Count,
            commit.Changes.Values.Count,
            commit.Answers.Count,
            commit.Units.Count,
        ];
        arguments.AddRange(commit.Entries.Select(e => (RedisValue)e.Frame));
        arguments.AddRange(commit.Changes.Values.SelectMany(c => new RedisValue[] { c.Key, c.Value }));
        arguments.AddRange(commit.Answers.SelectMany(a => new RedisValue[] { a.CommandId, a.Json }));
        arguments.AddRange(commit.Units.SelectMany(u => new RedisValue[] { u.HiddenUnits, RedisCheckpoint.Pack(u) }));
        if (commit.Checkpoint is { } checkpoint)
        {
            arguments.Add(RedisCheckpoint.Pack(checkpoint));
        }

        return [.. arguments];
    }

    private static Claim ReadClaim(RedisResult[] claimed) => new((string)claimed[0]!, (string)claimed[1]!, (long)claimed[2], (int)claimed[3]);

    private static InboxItem ReadItem(string text)
    {
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        return WaitingCommand.Read(long.Parse(text.AsSpan(0, bar), CultureInfo.InvariantCulture), text[(bar + 1)..]);
    }

    private static string Nonce() => Guid.NewGuid().ToString("N");

    private static long Milliseconds(TimeSpan time) => Math.Max(1, (long)time.TotalMilliseconds);

    private static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
