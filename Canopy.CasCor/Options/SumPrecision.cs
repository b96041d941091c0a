namespace Canopy.CasCor;

/// <summary>Precision of sums over patterns. Activations and weights are of single precision in any case.</summary>
public enum SumPrecision
{
    /// <summary>Single precision within tiles of 2,048 patterns, where each of 16 lanes adds 128 products; double precision from tile to tile.</summary>
    Single = 0,

    /// <summary>Double precision throughout: several times slower, to see whether single precision matters.</summary>
    Double = 1,
}
