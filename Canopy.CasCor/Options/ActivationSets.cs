namespace Canopy.CasCor.Options;

/// <summary>The activations that the bits of an <see cref="ActivationSet"/> stand for.</summary>
internal static class ActivationSets
{
    private static readonly Activation[] InOrder =
        [Activation.Sigmoid, Activation.Gaussian, Activation.Tanh, Activation.Logistic, Activation.Sine, Activation.Relu, Activation.LeakyRelu];

    public static Activation[] Members(this ActivationSet set) => [.. InOrder.Where((_, bit) => ((int)set & (1 << bit)) != 0)];
}
