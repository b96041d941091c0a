using System.Text.Json;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Commands;
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
    /// <exception cref="NewerFormatException">A newer Canopy wrote some of it; nothing was changed.</exception>
    public static async Task<RunStart?> LoadAsync(IRunStore store, Claim claim, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(claim.RunId, cancellationToken) is not { } state)
        {
            return null;
        }

        NewerData.Refuse(state);
        var values = await store.FindDatasetAsync(state.Description.Dataset.Hash, cancellationToken)
            ?? throw new InvalidOperationException($"The data {state.Description.Dataset.Hash} of run {claim.RunId} is not in the store.");
        var checkpoint = await store.FindCheckpointAsync(claim.RunId, cancellationToken);
        NewerData.Refuse(checkpoint);
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

            changes.AddRange(entries.Select(ReadChange).OfType<ParamsUpdated>());
            after = entries[^1].Seq;
        }

        return changes;
    }

    /// <summary>The entry as a change of options, or null when it is none.</summary>
    private static ParamsUpdated? ReadChange(LogEntry entry)
    {
        NewerData.Refuse(entry);
        if (entry.Kind != EventKind.ParamsUpdated)
        {
            return null;
        }

        using var payload = JsonDocument.Parse(entry.Payload);
        if (!payload.RootElement.TryGetProperty("options", out var options) || options.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var unknown = new List<string>();
        var changed = StoredOptions.Read(options.GetRawText(), unknown);
        NewerData.Refuse(entry, unknown);
        return new ParamsUpdated { Epoch = payload.RootElement.GetProperty("epoch").GetInt64(), Options = changed };
    }
}
