namespace Canopy.CasCor.Training;

/// <summary>What one epoch of candidate training needs to know.</summary>
/// <param name="Cache">Activations of every pattern.</param>
/// <param name="Residuals">The residual errors.</param>
/// <param name="Objective">What candidates are trained to do.</param>
/// <param name="Phase">Optimiser and batch size.</param>
/// <param name="Updates">Updates of weights in this round so far.</param>
/// <param name="InDouble">Sums over patterns are in double precision throughout.</param>
/// <param name="CorrelationsOnly">A round's first epoch: it only measures correlations, whose signs the next one needs.</param>
internal readonly record struct CandidateEpochTask(
    ActivationCache Cache, ResidualRows Residuals, CandidateObjective Objective, PhaseOptions Phase, long Updates, bool InDouble, bool CorrelationsOnly)
{
    /// <summary>The slopes' coefficients need sums over all patterns first: each epoch goes through the patterns twice.</summary>
    public bool TwoPasses => Objective is CandidateObjective.Correlation;

    /// <summary>Vectors of 16 patterns between updates of the weights.</summary>
    public int BatchVectors => CorrelationsOnly ? Cache.Vectors : Batches.Vectors(Phase, Cache.Vectors);
}
