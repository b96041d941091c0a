namespace Canopy.CasCor.Options;

/// <summary>The one table of options.</summary>
internal static class OptionTable
{
    private const string Network = "Network";
    private const string Run = "Run";
    private const string CProgram = "The authors' C program, version 1.33";
    private const string Ours = "Canopy";

    private static readonly string[] HiddenActivations = ["sigmoid", "gaussian", "tanh"];
    private static readonly Activation[] OutputActivations = [Activation.Sigmoid, Activation.Tanh, Activation.Linear];
    private static readonly string[] OutputActivationNames = ["sigmoid", "tanh", "linear"];

    public static IReadOnlyList<OptionEntry> Entries { get; } =
    [
        Integer("max_hidden_units", "Hidden units at most", Network, 0, 1000, true,
            "Training ends when the output phase after this many installed units is over.", CProgram + " takes it as an argument; 25 is its two-spirals recipe",
            o => o.MaxHiddenUnits, (o, v) => o with { MaxHiddenUnits = (int)v }),
        Integer("pool_size", "Candidates per round", Network, 1, 1024, true,
            "Candidates trained side by side; the best one is installed. A change takes effect at the next round.", CProgram,
            o => o.PoolSize, (o, v) => o with { PoolSize = (int)v }),
        Choice("hidden_activation", "Hidden activation", Network, HiddenActivations,
            "Activation of candidates, hence of hidden units. Gaussian suits parity.", CProgram,
            o => (int)o.HiddenActivation, (o, v) => o with { HiddenActivation = (Activation)(int)v }),
        Choice("output_activation", "Output activation", Network, OutputActivationNames,
            "Activation of output units. Linear suits regression.", CProgram,
            o => Array.IndexOf(OutputActivations, o.OutputActivation), (o, v) => o with { OutputActivation = OutputActivations[(int)v] }),
        Number("weight_range", "Weight range", Network, 0, 100, true, true,
            "Initial weights are uniform in plus or minus this. A change takes effect at the next round.", CProgram,
            o => o.WeightRange, (o, v) => o with { WeightRange = v }),
        Number("weight_multiplier", "Weight multiplier", Network, 0, 100, false, true,
            "A new unit's output weight starts at minus its last correlation times this (regression: divided by the unit's inputs too).", CProgram,
            o => o.WeightMultiplier, (o, v) => o with { WeightMultiplier = v }),
        Number("sigmoid_prime_offset", "Sigmoid-prime offset", Network, 0, 1, false, false,
            "Added to the derivative of sigmoid and tanh outputs, so that saturated units still learn.", CProgram,
            o => o.SigmoidPrimeOffset, (o, v) => o with { SigmoidPrimeOffset = v }),
        .. Phase("output", "Output phase", "error", o => o.Output, (o, p) => o with { Output = p }),
        .. Phase("candidate", "Candidate phase", "best score", o => o.Candidate, (o, p) => o with { Candidate = p }),
        Number("error_bit_threshold", "Error bit threshold", Run, 0, 1, true, true,
            "Classification: an output further than this from its target is an error bit; training ends when there is none.", CProgram,
            o => o.ErrorBitThreshold, (o, v) => o with { ErrorBitThreshold = v }),
        Number("error_index_threshold", "Error index threshold", Run, 0, 1, true, true,
            "Regression: training ends when root mean squared error over the targets' standard deviation is down to this.", CProgram,
            o => o.ErrorIndexThreshold, (o, v) => o with { ErrorIndexThreshold = v }),
        Integer("max_epochs", "Epochs at most", Run, 1, 1_000_000_000, true,
            "Epochs of both kinds together after which training ends.", Ours,
            o => o.MaxEpochs, (o, v) => o with { MaxEpochs = (long)v }),
        Integer("threads", "Threads", Run, 1, 64, true,
            "Threads for the candidates of a round. The network does not depend on it.", Ours,
            o => o.Threads, (o, v) => o with { Threads = (int)v }),
    ];

    private static IEnumerable<OptionEntry> Phase(
        string path, string group, string measure, Func<TrainingOptions, PhaseOptions> get, Func<TrainingOptions, PhaseOptions, TrainingOptions> with)
    {
        yield return Number(path + ".epsilon", "Epsilon", group, 0, 1000, true, true,
            "Quickprop's linear step, before it is divided by the pattern count (candidates: and by the fan-in).", CProgram,
            o => get(o).Epsilon, (o, v) => with(o, get(o) with { Epsilon = v }));
        yield return Number(path + ".mu", "Mu", group, 1, 10, false, true,
            "Quickprop's maximum growth factor: a step is at most this times the last one.", CProgram,
            o => get(o).Mu, (o, v) => with(o, get(o) with { Mu = v }));
        yield return Number(path + ".decay", "Weight decay", group, 0, 1, false, true,
            "Adds this times the weight to each slope.", CProgram,
            o => get(o).Decay, (o, v) => with(o, get(o) with { Decay = v }));
        yield return Integer(path + ".patience", "Patience", group, 1, 1_000_000, true,
            $"Epochs without a change of the {measure} beyond the threshold after which the phase ends.", CProgram,
            o => get(o).Patience, (o, v) => with(o, get(o) with { Patience = (int)v }));
        yield return Number(path + ".change_threshold", "Change threshold", group, 0, 1, false, true,
            $"Relative change of the {measure} that counts as a change.", CProgram,
            o => get(o).ChangeThreshold, (o, v) => with(o, get(o) with { ChangeThreshold = v }));
        yield return Integer(path + ".max_epochs", "Epochs at most", group, 1, 10_000_000, true,
            "Most epochs of one phase; a candidate phase has one more at its start, which only measures correlations.", CProgram + " takes it as an argument; 100 is its two-spirals recipe",
            o => get(o).MaxEpochs, (o, v) => with(o, get(o) with { MaxEpochs = (int)v }));
    }

    private static OptionEntry Integer(
        string path, string label, string group, double minimum, double maximum, bool changes, string help, string source,
        Func<TrainingOptions, double> get, Func<TrainingOptions, double, TrainingOptions> with)
        => new(new OptionDescriptor(path, label, group, "integer", minimum, maximum, MinimumExclusive: false, Choices: null, help, source, changes), get, with);

    private static OptionEntry Number(
        string path, string label, string group, double minimum, double maximum, bool exclusive, bool changes, string help, string source,
        Func<TrainingOptions, double> get, Func<TrainingOptions, double, TrainingOptions> with)
        => new(new OptionDescriptor(path, label, group, "number", minimum, maximum, exclusive, Choices: null, help, source, changes), get, with);

    private static OptionEntry Choice(
        string path, string label, string group, string[] choices, string help, string source,
        Func<TrainingOptions, double> get, Func<TrainingOptions, double, TrainingOptions> with)
        => new(new OptionDescriptor(path, label, group, "choice", Minimum: null, Maximum: null, MinimumExclusive: false, choices, help, source, CanChangeWhileRunning: false), get, with);
}
