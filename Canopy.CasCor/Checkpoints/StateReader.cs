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
        var reader = new CheckpointReader(CheckpointFile.Open(checkpoint, out int version));
        CheckpointInfo info = CheckpointInfo.Read(ref reader, version);
        if (!string.Equals(info.DataHash, data.Hash, StringComparison.Ordinal))
            throw new InvalidCheckpointException($"The checkpoint belongs to other data: to {info.DataHash}, not {data.Hash}.");

        TrainingOptions options = ReadOptions(ref reader, version);
        if (OptionCatalogue.Check(options, data) is [var error, ..])
            throw new InvalidCheckpointException($"The checkpoint's options do not fit: {error.Message}");

        TrainingState state = ReadProgress(ref reader, data, options, info);
        ReadNetwork(ref reader, state, info);
        if (version >= 2 && reader.Bool())
            state.Best = ReadBest(ref reader, state);
        state.PoolStarted = reader.Bool();
        if (state.PoolStarted)
            ReadPool(ref reader, state);
        reader.End();

        if (state.Phase is TrainingPhase.Candidate)
            state.Layer.RecallResiduals(state.Cache);
        return state;
    }

    public static TrainingOptions ReadOptions(ref CheckpointReader reader, int version)
    {
        var options = new TrainingOptions();
        int count = reader.Byte(byte.MaxValue);
        for (int i = 0; i < count; i++)
        {
            string path = reader.Text();
            double value = reader.Double();
            OptionEntry entry = OptionTable.Find(path)
                ?? throw new InvalidCheckpointException($"The checkpoint holds an option that this program does not know: {path}.") { IsNewer = true };

            // Version 1 had one activation, by its place in the same order.
            if (version == 1 && path is "hidden_activation" && value is 0 or 1 or 2)
                value = 1 << (int)value;
            if (!entry.Accepts(value))
                throw new InvalidCheckpointException($"The checkpoint's option {path} is {entry.Display(value)}; it must be {entry.AcceptedValues()}.") { IsNewer = true };
            options = entry.With(options, value);
        }

        return options;
    }

    private static TrainingState ReadProgress(ref CheckpointReader reader, Dataset data, TrainingOptions options, CheckpointInfo info)
    {
        var phase = (TrainingPhase)reader.Byte((int)TrainingPhase.Finished);
        long crossings = reader.Long(0, long.MaxValue);
        long updates = info.FormatVersion >= 2 ? reader.Long(0, long.MaxValue) : 0;
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
            Updates = updates,
            Stagnation = stagnation,
        };

        if (phase is TrainingPhase.Finished)
            state.Result = ReadResult(ref reader, info);
        return state;
    }

    private static TrainingFinished ReadResult(ref CheckpointReader reader, CheckpointInfo info)
    {
        var reason = (FinishReason)reader.Byte((int)FinishReason.EarlyStopped);
        var result = new TrainingFinished(reason, info.Epoch, info.HiddenUnits, reader.Float(), reader.Float(), reader.Int(0, int.MaxValue));
        return info.FormatVersion >= 2 ? result with { ValidationLoss = reader.Float(), ValidationAccuracy = reader.Float() } : result;
    }

    private static void ReadNetwork(ref CheckpointReader reader, TrainingState state, CheckpointInfo info)
    {
        Dataset data = state.Data;
        if (reader.Int(1, int.MaxValue) != data.Inputs || reader.Int(1, int.MaxValue) != data.Outputs)
            throw new InvalidCheckpointException("The checkpoint's network has another shape than the data.");

        float[] none = new float[data.Outputs];
        for (int k = 0; k < info.HiddenUnits; k++)
        {
            var activation = (Activation)reader.Byte((int)Activation.LeakyRelu);
            int layer = info.FormatVersion >= 2 ? reader.Int(1, MaxHiddenUnits) : k + 1;
            state.Install(new HiddenUnit(k, activation, reader.Floats(1 + data.Inputs + k), layer), none);
        }

        WeightRows weights = state.Layer.Weights;
        int count = data.Outputs * weights.Columns;
        weights.CopyFrom(weights.Values, reader.Floats(count));
        weights.CopyFrom(weights.Kept, reader.Floats(count));
        weights.CopyFrom(weights.Steps, reader.Floats(count));
        weights.CopyFrom(weights.PreviousSlopes, reader.Floats(count));
    }

    private static BestNetwork ReadBest(ref CheckpointReader reader, TrainingState state)
    {
        float loss = reader.Float();
        int units = reader.Int(0, state.Units.Count);
        int since = reader.Int(0, int.MaxValue);
        return new BestNetwork(loss, units, reader.Floats(state.Data.Outputs * (1 + state.Data.Inputs + units)), since);
    }

    private static void ReadPool(ref CheckpointReader reader, TrainingState state)
    {
        state.SizePool(reader.Int(1, 1024));
        CandidatePool pool = state.Pool;
        PoolPlan plan = PoolPlan.For(state);
        pool.Clear(plan);
        for (int c = 0; c < pool.Size; c++)
        {
            for (CandidateVector vector = CandidateVector.Weights; vector <= CandidateVector.Correlations; vector++)
                pool.Load(vector, c, reader.Floats(pool.LengthOf(vector)));
        }

        pool.Complete(plan);
    }
}
