namespace Canopy.CasCor;

/// <summary>
/// Everything that, with the data and the seed, decides which network comes out.
/// The defaults are those of the authors' public C program, version 1.33 (preset <c>fahlman-1990</c>).
/// </summary>
public sealed record TrainingOptions
{
    /// <summary>Candidates trained side by side in each round; the best one is installed. Range [1, 1024].</summary>
    public int PoolSize { get; init; } = 8;

    /// <summary>Hidden units after which training ends. Range [0, 1000].</summary>
    public int MaxHiddenUnits { get; init; } = 25;

    /// <summary>Epochs, output and candidate together, after which training ends. Range [1, 1,000,000,000].</summary>
    public long MaxEpochs { get; init; } = 1_000_000;

    /// <summary>Activation of the candidates, hence of the hidden units: sigmoid, Gaussian or tanh.</summary>
    public Activation HiddenActivation { get; init; } = Activation.Sigmoid;

    /// <summary>Activation of the output units: sigmoid, tanh or linear.</summary>
    public Activation OutputActivation { get; init; } = Activation.Sigmoid;

    /// <summary>Classification: an output further than this from its target is an error bit; no error bits is victory. Range (0, 1].</summary>
    public double ErrorBitThreshold { get; init; } = 0.35;

    /// <summary>Regression: victory when the root mean squared error over the targets' standard deviation is down to this. Range (0, 1].</summary>
    public double ErrorIndexThreshold { get; init; } = 0.2;

    /// <summary>Added to the derivative of sigmoid and tanh outputs so that saturated units still learn. Range [0, 1].</summary>
    public double SigmoidPrimeOffset { get; init; } = 0.1;

    /// <summary>Initial weights are uniform in ± this. Range (0, 100].</summary>
    public double WeightRange { get; init; } = 1.0;

    /// <summary>
    /// A new unit's output weight starts at −(its last correlation) times this; for regression, as in the C program, divided by
    /// the number of the unit's inputs. Range [0, 100].
    /// </summary>
    public double WeightMultiplier { get; init; } = 1.0;

    /// <summary>The output phase.</summary>
    public PhaseOptions Output { get; init; } = new();

    /// <summary>The candidate phase.</summary>
    public PhaseOptions Candidate { get; init; } = new() { Epsilon = 1.0, Decay = 0.0, ChangeThreshold = 0.03 };

    /// <summary>Threads for the candidates of a round. The network does not depend on it. Range [1, 64].</summary>
    public int Threads { get; init; } = 1;
}
