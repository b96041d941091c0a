namespace Canopy.CasCor;

/// <summary>
/// Everything that, with the data and the seed, decides which network comes out.
/// The defaults are those of the authors' public C program, version 1.33 (preset <c>fahlman-1990</c>).
/// </summary>
public sealed record TrainingOptions
{
    /// <summary>Candidates trained side by side in each round; the best one is installed. Range [1, 1024].</summary>
    public int PoolSize { get; init; } = 8;

    /// <summary>Candidates installed per round, side by side: they are not linked to each other. Range [1, 64].</summary>
    public int UnitsPerRound { get; init; } = 1;

    /// <summary>
    /// Share of the pool that are siblings: candidates without links to the deepest layer, so that the best of them widens that
    /// layer instead of adding one. The rest are descendants. Range [0, 1].
    /// </summary>
    public double SiblingShare { get; init; }

    /// <summary>What a descendant's score is multiplied by when it is compared with a sibling's. Range (0, 1].</summary>
    public double DescendantFactor { get; init; } = 0.8;

    /// <summary>Hidden units after which training ends. Range [0, 1000].</summary>
    public int MaxHiddenUnits { get; init; } = 25;

    /// <summary>Epochs, output and candidate together, after which training ends. Range [1, 1,000,000,000].</summary>
    public long MaxEpochs { get; init; } = 1_000_000;

    /// <summary>What candidates are trained to do.</summary>
    public CandidateObjective CandidateObjective { get; init; } = CandidateObjective.Covariance;

    /// <summary>Activations of the candidates, hence of the hidden units; several make a mixed pool.</summary>
    public ActivationSet HiddenActivation { get; init; } = ActivationSet.Sigmoid;

    /// <summary>Activation of the output units: sigmoid, tanh, linear, or softmax, which trains by cross-entropy.</summary>
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
    /// A new unit's output weight starts at −(its last correlation) times this, over the units installed with it; for regression,
    /// as in the C program, also divided by the number of the unit's inputs. With the error objective the unit's own output
    /// weights take the correlation's place, with the correlation objective those of least squares; neither is divided for
    /// regression. Range [0, 100].
    /// </summary>
    public double WeightMultiplier { get; init; } = 1.0;

    /// <summary>The output phase.</summary>
    public PhaseOptions Output { get; init; } = new();

    /// <summary>The candidate phase.</summary>
    public PhaseOptions Candidate { get; init; } = new() { Epsilon = 1.0, Decay = 0.0, ChangeThreshold = 0.03 };

    /// <summary>
    /// Share of the patterns that is kept from training, to measure by it; 0 for none. The split is stratified by class.
    /// Range [0, 0.9].
    /// </summary>
    public double ValidationShare { get; init; }

    /// <summary>
    /// Output phases without a lower validation loss after which training ends. However it ends, unless by divergence, the network
    /// with the lowest is the result. Range [1, 1000].
    /// </summary>
    public int ValidationPatience { get; init; } = 5;

    /// <summary>Decides the validation split, and the order of patterns in mini-batches. Range [0, 2^53).</summary>
    public long SplitSeed { get; init; } = 1;

    /// <summary>Precision of the sums over patterns from which correlations and slopes come.</summary>
    public SumPrecision SumPrecision { get; init; } = SumPrecision.Single;

    /// <summary>Threads for the candidates of a round. The network does not depend on it. Range [1, 64].</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Megabytes (2^20 bytes) for the activations of hidden units; what does not fit is computed again in every epoch. The
    /// network does not depend on it. Range [1, 1,000,000].
    /// </summary>
    public int CacheMegabytes { get; init; } = 1024;
}
