namespace Canopy.CasCor;

/// <summary>
/// How one of the two phases (output or candidate) is trained: quickprop's constants and the rule that ends the phase.
/// </summary>
/// <remarks>Quickprop: S. E. Fahlman, "An Empirical Study of Learning Speed in Back-Propagation Networks", CMU-CS-88-162.</remarks>
public sealed record PhaseOptions
{
    /// <summary>Quickprop's linear step, epsilon, before it is divided by the pattern count (and, for candidates, by the fan-in). Range (0, 1000].</summary>
    public double Epsilon { get; init; } = 0.35;

    /// <summary>Quickprop's maximum growth factor, mu: a step is at most mu times the last one. Range [1, 10].</summary>
    public double Mu { get; init; } = 2.0;

    /// <summary>Weight decay added to the slope: slope + decay · weight. Range [0, 1].</summary>
    public double Decay { get; init; } = 1e-4;

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
