using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Datasets;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Training;

/// <summary>
/// What an owner begins with. Training starts from the checkpoint, or from the seed; what the log holds beyond it is repeated
/// without being recorded, with the options changed again at the epochs that the log names.
/// </summary>
/// <param name="Changes">Options changed after the checkpoint, in order.</param>
internal sealed record RunStart(
    Claim Claim, RunState State, Dataset Data, StoredCheckpoint? Checkpoint, IReadOnlyList<ParamsUpdated> Changes)
{
    /// <summary>Reads it, or null when the run is gone.</summary>
    public static async Task<RunStart?> LoadAsync(IRunStore store, Claim claim, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(claim.RunId, cancellationToken) is not { } state)
        {
            return null;
        }

        var values = await store.FindDatasetAsync(state.Description.Dataset.Hash, cancellationToken)
            ?? throw new InvalidOperationException($"The data {state.Description.Dataset.Hash} of run {claim.RunId} is not in the store.");
        var checkpoint = await store.FindCheckpointAsync(claim.RunId, cancellationToken);
        if (checkpoint is not null && checkpoint.Seq > state.Description.HeadSeq)
        {
            throw new InvalidOperationException(
                $"Run {claim.RunId} has a checkpoint at entry {checkpoint.Seq}, beyond its log's head {state.Description.HeadSeq}.");
        }

        var changes = await ReadChangesAsync(store, claim.RunId, checkpoint?.Seq ?? state.InitialSeq, state.Description.HeadSeq, cancellationToken);
        return new RunStart(claim, state, DatasetValuesReader.ToDataset(values), checkpoint, changes);
    }

    /// <summary>A trainer at the checkpoint.</summary>
    public Trainer CreateTrainer(ITrainingObserver observer) => Checkpoint is null
        ? new Trainer(Data, State.InitialOptions, (ulong)State.Description.Seed, observer)
        : Trainer.Restore(Checkpoint.Bytes.Span, Data, observer);

    private static async Task<IReadOnlyList<ParamsUpdated>> ReadChangesAsync(
        IRunStore store, string runId, long after, long head, CancellationToken cancellationToken)
    {
        const int SliceEntries = 64;
        var changes = new List<ParamsUpdated>();
        while (after < head)
        {
            var entries = await store.ReadLogAsync(runId, after, SliceEntries, cancellationToken);
            if (entries.Count == 0)
            {
                break;
            }

            changes.AddRange(entries
                .Where(e => e.Kind == EventKind.ParamsUpdated)
                .Select(e => e.Read(ContractsJson.Default.ParamsUpdated))
                .Where(p => p.Options is not null));
            after = entries[^1].Seq;
        }

        return changes;
    }
}
