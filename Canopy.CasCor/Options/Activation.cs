namespace Canopy.CasCor;

/// <summary>Activation function of a hidden or output unit; s is the unit's net input.</summary>
public enum Activation
{
    /// <summary>Symmetric sigmoid 1 / (1 + e^−s) − 0.5, in (−0.5, 0.5); ±0.5 beyond |s| = 15.</summary>
    Sigmoid = 0,

    /// <summary>Gaussian e^(−s²/2), in (0, 1]; hidden units only.</summary>
    Gaussian = 1,

    /// <summary>Hyperbolic tangent, in (−1, 1).</summary>
    Tanh = 2,

    /// <summary>Identity; outputs only.</summary>
    Linear = 3,

    /// <summary>Logistic function 1 / (1 + e^−s), in (0, 1); hidden units only.</summary>
    Logistic = 4,

    /// <summary>Sine, in [−1, 1]; hidden units only. The net input is cut off at ±100,000.</summary>
    Sine = 5,

    /// <summary>Rectifier max(0, s); hidden units only. Its derivative at 0 is 0.</summary>
    Relu = 6,

    /// <summary>Leaky rectifier: s above zero, 0.01·s below; hidden units only.</summary>
    LeakyRelu = 7,

    /// <summary>
    /// Softmax e^s / Σ e^s over the outputs, trained by cross-entropy; outputs of classifiers only. With a single output, which
    /// stands for two classes, it is the logistic function: the probability of class 1.
    /// </summary>
    Softmax = 8,
}
