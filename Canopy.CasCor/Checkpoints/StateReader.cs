using Canopy.CasCor.Numerics;
using Canopy.CasCor.Options;
using Canopy.CasCor.Training;

namespace Canopy.CasCor.Checkpoints;

/// <summary>Reads what <see cref="StateWriter"/> wrote, and computes again what it left out: activations and residuals.</summary>
internal static class StateReader
{
    /// <summary>The largest that max_hidden_units may be.</summary>
    public const int MaxHiddenUnits = 1000;

    public static TrainingState Read(ReadOnlySpan<byte> checkpoint, Dataset data)
    {
        var reader = new CheckpointReader(CheckpointFile.Open(checkpoint));
        CheckpointInfo info = CheckpointInfo.Read(ref reader);
        if (!string.Equals(info.DataHash, data.Hash, StringComparison.Ordinal))
            throw new InvalidCheckpointException($"The checkpoint belongs to other data: to {info.DataHash}, not {data.Hash}.");

        TrainingOptions options = ReadOptions(ref reader);
        TrainingState state = ReadProgress(ref reader, data, options, info);
        ReadNetwork(ref reader, state, info);
        state.PoolStarted = reader.Bool();
        if (state.PoolStarted)
            ReadPool(ref reader, state);
        reader.End();

        if (state.Phase is TrainingPhase.Candidate)
            state.Layer.RecallResiduals(state.Cache.Rows, options);
        return state;
    }

    private static TrainingOptions ReadOptions(ref CheckpointReader reader)
    {
        var options = new TrainingOptions();
        int count = reader.Byte(byte.MaxValue);
        for (int i = 0; i < count; i++)
        {
            string path = reader.Text();
            double value = reader.Double();
            OptionEntry entry = OptionTable.Entries.FirstOrDefault(e => string.Equals(e.Path, path, StringComparison.Ordinal))
                ?? throw new InvalidCheckpointException($"The checkpoint holds an option that this program does not know: {path}.");
            if (!entry.Accepts(value))
                throw new InvalidCheckpointException($"The checkpoint's option {path} is {entry.Display(value)}; it must be {entry.AcceptedValues()}.");
            options = entry.With(options, value);
        }

        return options;
    }

    private static TrainingState ReadProgress(ref CheckpointReader reader, Dataset data, TrainingOptions options, CheckpointInfo info)
    {
        var phase = (TrainingPhase)reader.Byte((int)TrainingPhase.Finished);
        long crossings = reader.Long(0, long.MaxValue);
        var stagnation = new Stagnation
        {
            Epochs = reader.Int(0, int.MaxValue),
            LastChange = reader.Int(-1, int.MaxValue),
            HasReference = reader.Bool(),
            Reference = reader.Double(),
        };
        var random = new Xoshiro256(reader.ULong(), reader.ULong(), reader.ULong(), reader.ULong());
        var state = new TrainingState(data, options, random)
        {
            Phase = phase,
            Epoch = info.Epoch,
            ConnectionCrossings = crossings,
            Stagnation = stagnation,
        };

        if (phase is TrainingPhase.Finished)
        {
            var reason = (FinishReason)reader.Byte((int)FinishReason.Diverged);
            state.Result = new TrainingFinished(reason, info.Epoch, info.HiddenUnits, reader.Float(), reader.Float(), reader.Int(0, int.MaxValue));
        }

        return state;
    }

    private static void ReadNetwork(ref CheckpointReader reader, TrainingState state, CheckpointInfo info)
    {
        Dataset data = state.Data;
        if (reader.Int(1, int.MaxValue) != data.Inputs || reader.Int(1, int.MaxValue) != data.Outputs)
            throw new InvalidCheckpointException("The checkpoint's network has another shape than the data.");

        float[] none = new float[data.Outputs];
        for (int k = 0; k < info.HiddenUnits; k++)
        {
            var activation = (Activation)reader.Byte((int)Activation.Tanh);
            state.Install(new HiddenUnit(k, activation, reader.Floats(1 + data.Inputs + k), k + 1), none);
        }

        WeightRows weights = state.Layer.Weights;
        int count = data.Outputs * weights.Columns;
        weights.CopyFrom(weights.Values, reader.Floats(count));
        weights.CopyFrom(weights.Kept, reader.Floats(count));
        weights.CopyFrom(weights.Steps, reader.Floats(count));
        weights.CopyFrom(weights.PreviousSlopes, reader.Floats(count));
    }

    private static void ReadPool(ref CheckpointReader reader, TrainingState state)
    {
        int size = reader.Int(1, 1024);
        int rows = state.Layer.Weights.Columns;
        state.SizePool(size);
        state.Pool.Clear(rows);
        for (int c = 0; c < size; c++)
        {
            for (CandidateVector vector = CandidateVector.Weights; vector <= CandidateVector.Correlations; vector++)
                state.Pool.Load(vector, c, reader.Floats(state.Pool.LengthOf(vector)));
        }

        state.Pool.Complete();
    }
}
