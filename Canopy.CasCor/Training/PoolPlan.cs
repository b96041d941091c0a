namespace Canopy.CasCor.Training;

/// <summary>What the candidates of a round are to be.</summary>
/// <param name="Rows">Input weights of a candidate: bias, inputs, hidden units.</param>
/// <param name="OutputWeights">Output weights of a candidate's own, with the error objective.</param>
/// <param name="Activations">Candidates take turns.</param>
/// <param name="SiblingShare">Share of the pool that are siblings.</param>
/// <param name="UnlinkedRows">Rows that siblings have no links to: the deepest layer.</param>
internal readonly record struct PoolPlan(int Rows, int OutputWeights, Activation[] Activations, double SiblingShare, int[] UnlinkedRows)
{
    public static PoolPlan For(TrainingState state)
    {
        TrainingOptions options = state.Options;
        int[] unlinked = options.SiblingShare > 0 ? RowsOfLayer(state, state.Depth) : [];
        return new PoolPlan(
            state.Cache.Rows,
            options.CandidateObjective is CandidateObjective.Error ? state.Training.Outputs : 0,
            state.Activations,
            options.SiblingShare,
            unlinked);
    }

    /// <summary>Siblings in a pool of a size; none while there is no layer to be beside.</summary>
    public int Siblings(int poolSize) => UnlinkedRows.Length == 0 ? 0 : (int)Math.Round(SiblingShare * poolSize, MidpointRounding.AwayFromZero);

    private static int[] RowsOfLayer(TrainingState state, int layer)
        => [.. state.Units.Where(u => u.Layer == layer).Select(u => 1 + state.Training.Inputs + u.Index)];
}
