namespace Canopy.CasCor;

/// <summary>Activation function of a hidden or output unit; s is the unit's net input.</summary>
public enum Activation
{
    /// <summary>Symmetric sigmoid 1 / (1 + e^−s) − 0.5, in (−0.5, 0.5); ±0.5 beyond |s| = 15.</summary>
    Sigmoid = 0,

    /// <summary>Gaussian e^(−s²/2), in (0, 1].</summary>
    Gaussian = 1,

    /// <summary>Hyperbolic tangent, in (−1, 1).</summary>
    Tanh = 2,

    /// <summary>Identity; outputs only.</summary>
    Linear = 3,
}
