namespace Canopy.CasCor;

/// <summary>The activations of a candidate pool. With several the pool is mixed: its candidates take turns, in this order.</summary>
[Flags]
public enum ActivationSet
{
    /// <summary>No activation: not accepted.</summary>
    None = 0,

    /// <inheritdoc cref="Activation.Sigmoid"/>
    Sigmoid = 1,

    /// <inheritdoc cref="Activation.Gaussian"/>
    Gaussian = 2,

    /// <inheritdoc cref="Activation.Tanh"/>
    Tanh = 4,

    /// <inheritdoc cref="Activation.Logistic"/>
    Logistic = 8,

    /// <inheritdoc cref="Activation.Sine"/>
    Sine = 16,

    /// <inheritdoc cref="Activation.Relu"/>
    Relu = 32,

    /// <inheritdoc cref="Activation.LeakyRelu"/>
    LeakyRelu = 64,
}
