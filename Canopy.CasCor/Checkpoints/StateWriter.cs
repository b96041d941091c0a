using Canopy.CasCor.Options;
using Canopy.CasCor.Training;

namespace Canopy.CasCor.Checkpoints;

/// <summary>Writes a training state in the order of docs/checkpoint-format.md.</summary>
internal static class StateWriter
{
    public static byte[] Write(TrainingState state)
    {
        var writer = new CheckpointWriter();
        new CheckpointInfo(CheckpointFile.Version, Trainer.NumericProfile, state.Data.Hash, state.Epoch, state.Units.Count).Write(writer);
        WriteOptions(writer, state.Options);
        WriteProgress(writer, state);
        WriteNetwork(writer, state);
        WriteBest(writer, state.Best);
        writer.Bool(state.PoolStarted);
        if (state.PoolStarted)
            WritePool(writer, state.Pool);
        return CheckpointFile.Seal(writer.Written);
    }

    private static void WriteOptions(CheckpointWriter writer, TrainingOptions options)
    {
        writer.Byte(OptionTable.Entries.Count);
        foreach (OptionEntry entry in OptionTable.Entries)
        {
            writer.Text(entry.Path);
            writer.Double(entry.Get(options));
        }
    }

    private static void WriteProgress(CheckpointWriter writer, TrainingState state)
    {
        writer.Byte((int)state.Phase);
        writer.Long(state.ConnectionCrossings);
        writer.Long(state.Updates);
        writer.Int(state.Stagnation.Epochs);
        writer.Int(state.Stagnation.LastChange);
        writer.Bool(state.Stagnation.HasReference);
        writer.Double(state.Stagnation.Reference);
        (ulong s0, ulong s1, ulong s2, ulong s3) = state.Random.State;
        writer.Long((long)s0);
        writer.Long((long)s1);
        writer.Long((long)s2);
        writer.Long((long)s3);

        if (state.Result is { } result)
        {
            writer.Byte((int)result.Reason);
            writer.Float(result.Loss);
            writer.Float(result.Accuracy);
            writer.Int(result.ErrorBits);
            writer.Float(result.ValidationLoss);
            writer.Float(result.ValidationAccuracy);
        }
    }

    private static void WriteNetwork(CheckpointWriter writer, TrainingState state)
    {
        writer.Int(state.Data.Inputs);
        writer.Int(state.Data.Outputs);
        foreach (HiddenUnit unit in state.Units)
        {
            writer.Byte((int)unit.Activation);
            writer.Int(unit.Layer);
            writer.Floats(unit.Weights);
        }

        WeightRows weights = state.Layer.Weights;
        writer.Floats(weights.Compact(weights.Values));
        writer.Floats(weights.Compact(weights.Kept));
        writer.Floats(weights.Compact(weights.Steps));
        writer.Floats(weights.Compact(weights.PreviousSlopes));
    }

    private static void WriteBest(CheckpointWriter writer, BestNetwork? best)
    {
        writer.Bool(best is not null);
        if (best is null)
            return;

        writer.Float(best.Loss);
        writer.Int(best.HiddenUnits);
        writer.Int(best.PhasesSince);
        writer.Floats(best.OutputWeights);
    }

    private static void WritePool(CheckpointWriter writer, CandidatePool pool)
    {
        writer.Int(pool.Size);
        for (int c = 0; c < pool.Size; c++)
        {
            for (CandidateVector vector = CandidateVector.Weights; vector <= CandidateVector.Correlations; vector++)
                writer.Floats(pool.Save(vector, c));
        }
    }
}
