namespace Canopy.CasCor.Kernels;

/// <summary>Sums over patterns (and outputs) of a forward pass.</summary>
internal struct OutputFigures
{
    /// <summary>Σ (out − target)².</summary>
    public double SquaredError;

    /// <summary>Outputs further than the threshold from their target.</summary>
    public int ErrorBits;

    /// <summary>Outputs on the other side of zero than their target.</summary>
    public int WrongSigns;
}
