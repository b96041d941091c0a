using Canopy.CasCor;

namespace Canopy.Bench.Presets;

/// <summary>Options that are compared: a preset, or changes of <c>fahlman-1990</c>.</summary>
/// <param name="Name">For tables.</param>
/// <param name="Changes">Each <c>path=value</c>, beyond the preset.</param>
/// <param name="Options">All of them.</param>
internal sealed record Configuration(string Name, IReadOnlyList<string> Changes, TrainingOptions Options)
{
    // Shorter rates need more epochs than quickprop.
    private static readonly string[] AdamCandidates = ["candidate.optimiser=adam", "candidate.learning_rate=0.03", "candidate.max_epochs=200"];
    private static readonly string[] AdamOutputs = ["output.optimiser=adam", "output.learning_rate=0.03", "output.max_epochs=200"];
    private static readonly string[] IrpropCandidates = ["candidate.optimiser=irprop"];
    private static readonly string[] IrpropOutputs = ["output.optimiser=irprop"];
    private static readonly string[] Modern = [.. AdamCandidates, "output_activation=softmax"];

    /// <summary>The changes in words, short where they are those of A and more.</summary>
    public string Told
    {
        get
        {
            var isMore = Changes.Count > Modern.Length && Changes.Take(Modern.Length).SequenceEqual(Modern);
            var told = Changes.Skip(isMore ? Modern.Length : 0).Select(change => $"`{change}`");
            return string.Join(", ", isMore ? told.Prepend("A") : told);
        }
    }

    /// <summary>What all others are measured by.</summary>
    public static Configuration Baseline { get; } = Preset(TrainingPresets.Fahlman1990Name);

    public static IReadOnlyList<Configuration> Presets { get; } =
        [Baseline, Preset(TrainingPresets.TwoSpiralsName), Preset(TrainingPresets.ParityName), Preset(TrainingPresets.Cascade2Name)];

    /// <summary>One idea each.</summary>
    public static IReadOnlyList<Configuration> Single { get; } =
    [
        Changed("iRPROP−", [.. IrpropOutputs, .. IrpropCandidates]),
        Changed("iRPROP− candidates", IrpropCandidates),
        Changed("Adam", [.. AdamOutputs, .. AdamCandidates]),
        Changed("Adam candidates", AdamCandidates),
        Changed("correlation", ["candidate_objective=correlation"]),
        Changed("tanh", ["hidden_activation=tanh"]),
        Changed("sine", ["hidden_activation=sine"]),
        Changed("rectifiers", ["hidden_activation=leaky_relu", "candidate_objective=correlation"]),
        Changed("sigmoid and Gaussian", ["hidden_activation=sigmoid,gaussian"]),
        Changed("sigmoid, Gaussian, sine", ["hidden_activation=sigmoid,gaussian,sine"]),
        Changed("softmax", ["output_activation=softmax"]),
        Changed("linear outputs", ["output_activation=linear"]),
        Changed("pool of 4", ["pool_size=4"]),
        Changed("pool of 32", ["pool_size=32"]),
        Changed("siblings", ["sibling_share=0.5"]),
        Changed("2 units a round", ["units_per_round=2"]),
        Changed("output decay", ["output.decay=0.003"]),
        Changed("validation", ["validation_share=0.2"]),
        Changed("validation, patient", ["validation_share=0.2", "validation_patience=25"]),
    ];

    /// <summary>The two best ideas together, and what might be added.</summary>
    public static IReadOnlyList<Configuration> Combined { get; } =
    [
        Changed("A: Adam candidates, softmax", Modern),
        Changed("A, linear outputs", [.. AdamCandidates, "output_activation=linear"]),
        Changed("A, slower", [.. Modern, "candidate.learning_rate=0.02"]),
        Changed("A, faster", [.. Modern, "candidate.learning_rate=0.05"]),
        Changed("A, shorter phases", [.. Modern, "candidate.max_epochs=100"]),
        Changed("A, Adam outputs", [.. Modern, .. AdamOutputs]),
        Changed("A, iRPROP− outputs", [.. Modern, .. IrpropOutputs]),
        Changed("A, error objective", [.. Modern, "candidate_objective=error"]),
        Changed("A, correlation", [.. Modern, "candidate_objective=correlation"]),
        Changed("A, tanh", [.. Modern, "hidden_activation=tanh"]),
        Changed("A, sigmoid and Gaussian", [.. Modern, "hidden_activation=sigmoid,gaussian"]),
        Changed("A, pool of 4", [.. Modern, "pool_size=4"]),
        Changed("A, pool of 16", [.. Modern, "pool_size=16"]),
        Changed("A, siblings", [.. Modern, "sibling_share=0.5"]),
        Changed("A, 2 units a round", [.. Modern, "units_per_round=2"]),
        Changed("A, output decay", [.. Modern, "output.decay=0.003"]),
        Changed("A, candidate decay", [.. Modern, "candidate.decay=0.0001"]),
        Changed("A, validation", [.. Modern, "validation_share=0.2"]),
        Changed("A, validation, patient", [.. Modern, "validation_share=0.2", "validation_patience=25"]),
    ];

    private static Configuration Preset(string name) => new($"`{name}`", [], TrainingPresets.All[name]);

    private static Configuration Changed(string name, string[] changes)
    {
        var options = TrainingPresets.Fahlman1990;
        foreach (var change in changes)
        {
            var parts = change.Split('=');
            options = OptionCatalogue.Parse(options, parts[0], parts[1]);
        }

        return new Configuration(name, changes, options);
    }
}
