namespace Canopy.CasCor.Kernels;

/// <summary>Sums over patterns (and outputs) of a forward pass.</summary>
internal struct OutputFigures
{
    /// <summary>Σ (out − target)²; with softmax, the cross-entropy.</summary>
    public double Error;

    /// <summary>Outputs further than the threshold from their target.</summary>
    public int ErrorBits;

    /// <summary>Single outputs on the other side of the boundary between the classes than their target.</summary>
    public int WrongSigns;
}
