namespace Canopy.CasCor.Numerics;

/// <summary>Names the arithmetic that decides the bits of a network.</summary>
internal static class NumericProfile
{
    /// <summary>Single precision, sums in 16 lanes with fused multiply-add, version 1 of our activations.</summary>
    public const string Name = "lanes16-fma-1";
}
