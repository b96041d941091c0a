namespace Canopy.CasCor.Training;

/// <summary>What a forward pass says of the network.</summary>
internal readonly record struct EpochFigures(double SquaredError, double ErrorIndex, float Loss, float Accuracy, int ErrorBits)
{
    public bool IsFinite => float.IsFinite(Loss);
}
