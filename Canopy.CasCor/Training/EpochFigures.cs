namespace Canopy.CasCor.Training;

/// <summary>What a forward pass says of the network.</summary>
/// <param name="Error">What training makes smaller: Σ (out − target)², or the cross-entropy.</param>
/// <param name="ErrorIndex">Regression: root mean squared error over the targets' standard deviation.</param>
/// <param name="Loss">The error's mean, over patterns and outputs; the cross-entropy's over patterns.</param>
/// <param name="Accuracy">Share of patterns classified correctly.</param>
/// <param name="ErrorBits">Outputs further than the threshold from their target.</param>
internal readonly record struct EpochFigures(double Error, double ErrorIndex, float Loss, float Accuracy, int ErrorBits)
{
    /// <summary>The figures of no patterns at all.</summary>
    public static EpochFigures None => new(double.NaN, double.NaN, float.NaN, float.NaN, 0);

    public bool IsFinite => float.IsFinite(Loss);
}
