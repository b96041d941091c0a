namespace Canopy.CasCor;

/// <summary>
/// How one of the two phases (output or candidate) is trained: the optimiser, its constants, and the rule that ends the phase.
/// </summary>
public sealed record PhaseOptions
{
    /// <summary>How weights follow their slopes. Each optimiser has constants of its own, which the others ignore.</summary>
    public Optimiser Optimiser { get; init; } = Optimiser.Quickprop;

    /// <summary>Quickprop's linear step, epsilon, before it is divided by the pattern count (and, for candidates, by the fan-in). Range (0, 1000].</summary>
    public double Epsilon { get; init; } = 0.35;

    /// <summary>Quickprop's maximum growth factor, mu: a step is at most mu times the last one. Range [1, 10].</summary>
    public double Mu { get; init; } = 2.0;

    /// <summary>iRPROP−: every weight's first step. Range (0, 10].</summary>
    public double InitialStep { get; init; } = 0.0125;

    /// <summary>iRPROP−: a step grows by this while its slope keeps its sign. Range (1, 10].</summary>
    public double StepGrowth { get; init; } = 1.2;

    /// <summary>iRPROP−: a step shrinks by this when its slope changes sign. Range (0, 1).</summary>
    public double StepShrink { get; init; } = 0.5;

    /// <summary>iRPROP−: the largest step. Range (0, 1000].</summary>
    public double MaxStep { get; init; } = 50.0;

    /// <summary>Adam's step size, alpha. Range (0, 10].</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Adam's decay rate of the slope's mean. Range [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Adam's decay rate of the squared slope's mean. Range [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Weight decay added to the slope: slope + decay · weight. Range [0, 1].</summary>
    public double Decay { get; init; } = 1e-4;

    /// <summary>
    /// Patterns after which the weights are updated, rounded up to a multiple of 32; 0 for all. Mini-batches need Adam: the other
    /// optimisers compare the slopes of two epochs, which must be of the same patterns. Range [0, 10,000,000].
    /// </summary>
    public int BatchSize { get; init; }

    /// <summary>
    /// Epochs without a change of more than <see cref="ChangeThreshold"/> after which the phase ends. The output phase counts
    /// from its start, the candidate phase from its first change. Range [1, 1,000,000].
    /// </summary>
    public int Patience { get; init; } = 8;

    /// <summary>Relative change of the error (output) or of the best score (candidate) that counts as a change. Range [0, 1].</summary>
    public double ChangeThreshold { get; init; } = 0.01;

    /// <summary>Most epochs of one phase; a candidate phase has one more at its start, which only measures correlations. Range [1, 10,000,000].</summary>
    public int MaxEpochs { get; init; } = 100;
}
