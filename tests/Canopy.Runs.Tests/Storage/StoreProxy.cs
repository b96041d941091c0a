using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Tests.Storage;

/// <summary>A store whose calls can be tampered with: by default it hands everything to another one.</summary>
internal class StoreProxy(IRunStore inner) : IRunStore
{
    public virtual Task<KeptCreation?> CreateAsync(NewRun run, CancellationToken cancellationToken) => inner.CreateAsync(run, cancellationToken);

    public virtual Task<RunState?> LoadAsync(string runId, CancellationToken cancellationToken) => inner.LoadAsync(runId, cancellationToken);

    public virtual Task<Claim?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => inner.ClaimAsync(request, cancellationToken);

    public virtual Task<IReadOnlyList<InboxItem>?> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken)
        => inner.RenewAsync(claim, lease, cancellationToken);

    public virtual Task ReleaseAsync(Claim claim, CancellationToken cancellationToken) => inner.ReleaseAsync(claim, cancellationToken);

    public virtual Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken) => inner.CommitAsync(commit, cancellationToken);

    public virtual Task<PostResult> PostCommandAsync(string runId, RunCommand command, CancellationToken cancellationToken)
        => inner.PostCommandAsync(runId, command, cancellationToken);

    public virtual Task<CommandState> FindAnswerAsync(string runId, string commandId, CancellationToken cancellationToken)
        => inner.FindAnswerAsync(runId, commandId, cancellationToken);

    public virtual Task<string?> KeepAnswerAsync(string runId, CommandAnswer answer, CancellationToken cancellationToken)
        => inner.KeepAnswerAsync(runId, answer, cancellationToken);

    public virtual Task<bool> DeleteAsync(string runId, CancellationToken cancellationToken) => inner.DeleteAsync(runId, cancellationToken);

    public virtual Task<IReadOnlyList<string>> WaitingAsync(CancellationToken cancellationToken) => inner.WaitingAsync(cancellationToken);

    public virtual Task PingAsync(CancellationToken cancellationToken) => inner.PingAsync(cancellationToken);

    public virtual Task<IAsyncDisposable> OnWakeAsync(Action<string> woken, CancellationToken cancellationToken)
        => inner.OnWakeAsync(woken, cancellationToken);

    public virtual Task<IAsyncDisposable> OnAnswerAsync(Action<string> answered, CancellationToken cancellationToken)
        => inner.OnAnswerAsync(answered, cancellationToken);

    public virtual Task<RunDescription?> FindAsync(string runId, CancellationToken cancellationToken) => inner.FindAsync(runId, cancellationToken);

    public virtual Task<RunPage> ListAsync(RunQuery query, CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

    public virtual Task<IReadOnlyList<LogEntry>> ReadLogAsync(string runId, long afterSeq, int maxEntries, CancellationToken cancellationToken)
        => inner.ReadLogAsync(runId, afterSeq, maxEntries, cancellationToken);

    public virtual Task<IAsyncDisposable> SubscribeAsync(string runId, Action<long> changed, CancellationToken cancellationToken)
        => inner.SubscribeAsync(runId, changed, cancellationToken);

    public virtual Task<DatasetValues?> FindDatasetAsync(string hash, CancellationToken cancellationToken) => inner.FindDatasetAsync(hash, cancellationToken);

    public virtual Task<StoredCheckpoint?> FindCheckpointAsync(string runId, CancellationToken cancellationToken)
        => inner.FindCheckpointAsync(runId, cancellationToken);
}
