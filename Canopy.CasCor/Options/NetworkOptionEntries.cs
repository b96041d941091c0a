using static Canopy.CasCor.Options.OptionRow;

namespace Canopy.CasCor.Options;

/// <summary>Options that shape the network and its candidates.</summary>
internal static class NetworkOptionEntries
{
    private const string Network = "Network";
    private const string Siblings = "S. Baluja and S. E. Fahlman, CMU-CS-94-209";

    private static readonly string[] Objectives = ["covariance", "correlation", "error"];

    // In the order of the bits of ActivationSet.
    private static readonly string[] HiddenActivations = ["sigmoid", "gaussian", "tanh", "logistic", "sine", "relu", "leaky_relu"];
    private static readonly Activation[] OutputActivations = [Activation.Sigmoid, Activation.Tanh, Activation.Linear, Activation.Softmax];
    private static readonly string[] OutputActivationNames = ["sigmoid", "tanh", "linear", "softmax"];

    public static IReadOnlyList<OptionEntry> Entries { get; } =
    [
        Integer("max_hidden_units", "Hidden units at most", Network, 0, 1000, true,
            "Training ends when the output phase after this many installed units is over.", CProgram + " takes it as an argument; 25 is its two-spirals recipe",
            o => o.MaxHiddenUnits, (o, v) => o with { MaxHiddenUnits = (int)v }),
        Integer("pool_size", "Candidates per round", Network, 1, 1024, true,
            "Candidates trained side by side; the best one is installed. A change takes effect at the next round.", CProgram,
            o => o.PoolSize, (o, v) => o with { PoolSize = (int)v }),
        Integer("units_per_round", "Units installed per round", Network, 1, 64, true,
            "The best candidates of a round, installed side by side without links to each other.", Ours + "; the paper installs one",
            o => o.UnitsPerRound, (o, v) => o with { UnitsPerRound = (int)v }),
        Choice("candidate_objective", "Candidate objective", Network, Objectives,
            "What candidates are trained for: covariance with the residual error (the paper), its Pearson correlation, or least error (Cascade 2).",
            "Fahlman and Lebiere 1990",
            o => (int)o.CandidateObjective, (o, v) => o with { CandidateObjective = (CandidateObjective)(int)v }),
        Set("hidden_activation", "Hidden activation", Network, HiddenActivations,
            "Activation of candidates, hence of hidden units; with several the pool is mixed. Gaussian suits parity. "
            + "The covariance of relu and leaky_relu has no maximum: give them the correlation or error objective.", CProgram,
            o => (int)o.HiddenActivation, (o, v) => o with { HiddenActivation = (ActivationSet)(int)v }),
        Choice("output_activation", "Output activation", Network, OutputActivationNames,
            "Activation of output units. Linear suits regression; softmax trains class probabilities by cross-entropy.", CProgram,
            o => Array.IndexOf(OutputActivations, o.OutputActivation), (o, v) => o with { OutputActivation = OutputActivations[(int)v] }),
        Number("sibling_share", "Share of siblings", Network, 0, 1, false, false,
            "Share of the candidates without links to the deepest layer: they widen it where descendants add a layer.", Ours + "; the paper has none. " + Siblings,
            o => o.SiblingShare, (o, v) => o with { SiblingShare = v }),
        Number("descendant_factor", "Descendants' factor", Network, 0, 1, true, true,
            "A descendant's score is multiplied by this when it is compared with siblings: the less, the shallower the network.", Siblings,
            o => o.DescendantFactor, (o, v) => o with { DescendantFactor = v }),
        Number("weight_range", "Weight range", Network, 0, 100, true, true,
            "Initial weights are uniform in plus or minus this. A change takes effect at the next round.", CProgram,
            o => o.WeightRange, (o, v) => o with { WeightRange = v }),
        Number("weight_multiplier", "Weight multiplier", Network, 0, 100, false, true,
            "A new unit's output weight starts at minus its last correlation times this (regression: divided by the unit's inputs too).", CProgram,
            o => o.WeightMultiplier, (o, v) => o with { WeightMultiplier = v }),
        Number("sigmoid_prime_offset", "Sigmoid-prime offset", Network, 0, 1, false, false,
            "Added to the derivative of sigmoid and tanh outputs, so that saturated units still learn.", CProgram,
            o => o.SigmoidPrimeOffset, (o, v) => o with { SigmoidPrimeOffset = v },
            new OptionCondition("output_activation", ["sigmoid", "tanh"])),
    ];
}
