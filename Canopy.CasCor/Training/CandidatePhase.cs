namespace Canopy.CasCor.Training;

/// <summary>A round: a pool of candidates is trained on the residual errors, and the best become hidden units.</summary>
internal static class CandidatePhase
{
    /// <summary>One epoch; the round's first makes the candidates, and only measures them. False when a weight became infinite or NaN.</summary>
    public static bool TrainEpoch(TrainingState state, WorkerTeam? team)
    {
        TrainingOptions options = state.Options;
        bool first = !state.PoolStarted;
        if (first)
        {
            state.SizePool(options.PoolSize);
            state.Pool.Start(PoolPlan.For(state), state.Random, options.WeightRange);
            state.PoolStarted = true;
        }

        var task = new CandidateEpochTask(
            state.Cache,
            state.Layer.Residuals,
            options.CandidateObjective,
            options.Candidate,
            state.Updates,
            InDouble: options.SumPrecision is SumPrecision.Double,
            CorrelationsOnly: first);
        if (!state.Pool.Train(task, team, options.DescendantFactor))
            return false;

        if (!first)
            state.Updates += Batches.PerEpoch(options.Candidate, state.Cache.Vectors);
        state.Epoch++;
        state.ConnectionCrossings += (long)state.Training.Patterns * state.Cache.Rows * state.Pool.Size;
        return true;
    }

    /// <summary>Installs the round's winners side by side, best first.</summary>
    public static IEnumerable<(HiddenUnit Unit, int Candidate)> Install(TrainingState state)
    {
        TrainingOptions options = state.Options;
        CandidatePool pool = state.Pool;
        int room = Math.Max(1, options.MaxHiddenUnits - state.Units.Count);
        int count = Math.Min(Math.Min(options.UnitsPerRound, pool.Size), room);
        int depth = state.Depth;
        int rows = state.Cache.Rows;
        foreach (int candidate in pool.BestOf(count))
        {
            float[] weights = new float[1 + state.Data.Inputs + state.Units.Count];
            pool.Save(CandidateVector.Weights, candidate).AsSpan(0, rows).CopyTo(weights);
            int layer = candidate >= pool.FirstSibling ? depth : depth + 1;
            var unit = new HiddenUnit(state.Units.Count, pool.ActivationOf(candidate), weights, layer);
            state.Install(unit, OutputWeights(state, candidate, rows, count));
            if (options.CandidateObjective is CandidateObjective.Correlation)
                MoveBias(state, candidate, count);
            yield return (unit, candidate);
        }

        state.PoolStarted = false;
    }

    /// <summary>What the new unit's output weights start at: against the error that it goes with.</summary>
    private static float[] OutputWeights(TrainingState state, int candidate, int rows, int count)
    {
        TrainingOptions options = state.Options;
        CandidatePool pool = state.Pool;
        double share = options.WeightMultiplier / count;
        switch (options.CandidateObjective)
        {
            case CandidateObjective.Error:
                return [.. pool.Save(CandidateVector.Weights, candidate)[rows..].Select(u => (float)(-u * share))];

            case CandidateObjective.Correlation:
                return [.. Enumerable.Range(0, state.Data.Outputs).Select(o => (float)(-pool.FitOf(candidate, o).Factor * share))];

            default:
                // Regression follows the C program, which divides by the units when it trains by error index.
                double multiplier = state.Data.Kind is ProblemKind.Regression ? options.WeightMultiplier / rows : options.WeightMultiplier;
                return [.. pool.Save(CandidateVector.Correlations, candidate).Select(c => (float)(-c * multiplier / count))];
        }
    }

    /// <summary>A correlated unit may lie far from zero: the bias takes that away, so that only the unit's variation is added.</summary>
    private static void MoveBias(TrainingState state, int candidate, int count)
    {
        WeightRows weights = state.Layer.Weights;
        for (int o = 0; o < state.Data.Outputs; o++)
            weights.RowOf(weights.Values, o)[0] -= (float)(state.Pool.FitOf(candidate, o).Offset * state.Options.WeightMultiplier / count);
        weights.KeepCurrent();
    }
}
