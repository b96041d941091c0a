using Canopy.Contracts;

namespace Canopy.Runs.Storage;

/// <summary>
/// The whole store: what the process that trains needs beside reading. Every member that cannot reach the store throws
/// <see cref="Commands.ServiceUnavailableException"/> within a bounded time; what it asked for may then still happen, which
/// numbers, fences and command ids make harmless.
/// </summary>
internal interface IRunStore : IRunReader
{
    /// <summary>
    /// Adds a run with its first entries and returns null; or, when the run's key has made one already, changes nothing and returns
    /// what it made.
    /// </summary>
    Task<KeptCreation?> CreateAsync(NewRun run, CancellationToken cancellationToken);

    Task<RunState?> LoadAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Leases the first run of the queue that fits the free cores; null when there is none.</summary>
    Task<Claim?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>Prolongs a lease, and reads the commands that wait for the owner. Null: the claim is no longer the newest.</summary>
    Task<IReadOnlyList<InboxItem>?> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives a lease up without writing anything else, if it is still one's own.</summary>
    Task ReleaseAsync(Claim claim, CancellationToken cancellationToken);

    Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken);

    /// <summary>Leaves a command for the run's owner. A command id that waits already has no second effect.</summary>
    Task<PostResult> PostCommandAsync(string runId, RunCommand command, CancellationToken cancellationToken);

    /// <summary>The answer to a command, or whether it still waits.</summary>
    Task<CommandState> FindAnswerAsync(string runId, string commandId, CancellationToken cancellationToken);

    /// <summary>Keeps an answer for repeats of its id; the one that is kept already, if any, wins and is returned.</summary>
    Task<string?> KeepAnswerAsync(string runId, CommandAnswer answer, CancellationToken cancellationToken);

    /// <summary>Deletes a run with all that belongs to it; false when there is none.</summary>
    Task<bool> DeleteAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Runs that wait for an owner, next first.</summary>
    Task<IReadOnlyList<string>> WaitingAsync(CancellationToken cancellationToken);

    /// <summary>Throws when the store does not answer.</summary>
    Task PingAsync(CancellationToken cancellationToken);

    /// <summary>Calls <paramref name="woken"/> with a run's id when it has a command waiting, joins the queue, loses its owner or is deleted.</summary>
    Task<IAsyncDisposable> OnWakeAsync(Action<string> woken, CancellationToken cancellationToken);

    /// <summary>Calls <paramref name="answered"/> with the id of each command that gets its answer.</summary>
    Task<IAsyncDisposable> OnAnswerAsync(Action<string> answered, CancellationToken cancellationToken);
}

/// <summary>A run to be created.</summary>
/// <param name="Id">See <see cref="RunId"/>.</param>
/// <param name="Changes">Its record.</param>
/// <param name="Entries">From number 1.</param>
/// <param name="Start">Whether it joins the queue.</param>
/// <param name="Data">What it trains on.</param>
/// <param name="Key">Makes a repeat harmless; null: every repeat makes another run.</param>
internal sealed record NewRun(string Id, RunChanges Changes, IReadOnlyList<LogEntry> Entries, bool Start, DatasetValues Data, CreationKey? Key = null);

/// <summary>Who wants to train what.</summary>
/// <param name="FreeCores">A run that needs more threads waits, and those behind it too; who has all cores free takes any run.</param>
/// <param name="Except">Runs that this process has already.</param>
internal sealed record ClaimRequest(string Owner, string Host, TimeSpan Lease, int FreeCores, int AllCores, IReadOnlyCollection<string> Except);

/// <summary>A command that waits for the run's owner.</summary>
/// <param name="Order">Rises with each command of the run.</param>
/// <param name="CommandId">Its id.</param>
/// <param name="Command">Null for one that this program does not know.</param>
/// <param name="Refusal">The answer to one that it does not know.</param>
/// <param name="TraceParent">The trace in which it was sent, if any.</param>
internal sealed record InboxItem(long Order, string CommandId, RunCommand? Command, CommandAnswer? Refusal = null, string? TraceParent = null);

/// <summary>See <see cref="IRunStore.PostCommandAsync"/>.</summary>
internal enum PostResult
{
    Posted = 0,

    /// <summary>The run has no owner: act directly.</summary>
    NotOwned = 1,
    Gone = 2,

    /// <summary>Too many commands wait.</summary>
    Full = 3,
}

/// <summary>Where a command stands.</summary>
/// <param name="Answer">JSON of the answer; null when there is none (yet).</param>
/// <param name="Waiting">It is in the run's inbox.</param>
internal readonly record struct CommandState(string? Answer, bool Waiting);
