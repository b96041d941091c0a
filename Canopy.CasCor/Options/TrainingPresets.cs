namespace Canopy.CasCor;

/// <summary>Named starting points for <see cref="TrainingOptions"/>.</summary>
public static class TrainingPresets
{
    /// <summary>The defaults of the authors' C program 1.33.</summary>
    public const string Fahlman1990Name = "fahlman-1990";

    /// <summary>The authors' recipe for the two-spirals benchmark (their Lisp program's comments).</summary>
    public const string TwoSpiralsName = "two-spirals";

    /// <summary>The defaults with Gaussian hidden units, as the paper uses for N-parity (Fahlman and Lebiere 1990, §3.2).</summary>
    public const string ParityName = "parity";

    /// <summary>The defaults with linear outputs, for targets that are values.</summary>
    public const string RegressionName = "regression";

    /// <summary>Cascade 2: the defaults with candidates that minimise the error with output weights of their own (described by Prechelt 1997).</summary>
    public const string Cascade2Name = "cascade2";

    /// <summary>
    /// What our own benchmark over several data sets chose (docs/benchmarks/presets.md): the defaults with candidates trained by
    /// Adam and softmax outputs. For classes; values need a linear <see cref="TrainingOptions.OutputActivation"/>.
    /// </summary>
    public const string ModernName = "modern";

    /// <inheritdoc cref="Fahlman1990Name"/>
    public static TrainingOptions Fahlman1990 { get; } = new();

    /// <inheritdoc cref="TwoSpiralsName"/>
    public static TrainingOptions TwoSpirals { get; } = new()
    {
        Output = new PhaseOptions { Epsilon = 1.0, Patience = 12 },
        Candidate = new PhaseOptions { Epsilon = 100.0, Decay = 0.0, ChangeThreshold = 0.03 },
    };

    /// <inheritdoc cref="ParityName"/>
    public static TrainingOptions Parity { get; } = new() { HiddenActivation = ActivationSet.Gaussian };

    /// <inheritdoc cref="RegressionName"/>
    public static TrainingOptions Regression { get; } = new() { OutputActivation = Activation.Linear };

    /// <inheritdoc cref="Cascade2Name"/>
    public static TrainingOptions Cascade2 { get; } = new() { CandidateObjective = CandidateObjective.Error };

    /// <inheritdoc cref="ModernName"/>
    public static TrainingOptions Modern { get; } = new()
    {
        OutputActivation = Activation.Softmax,
        Candidate = new PhaseOptions { Optimiser = Optimiser.Adam, LearningRate = 0.03, MaxEpochs = 200, Epsilon = 1.0, Decay = 0.0, ChangeThreshold = 0.03 },
    };

    /// <summary>Every preset by name.</summary>
    public static IReadOnlyDictionary<string, TrainingOptions> All { get; } = new Dictionary<string, TrainingOptions>(StringComparer.Ordinal)
    {
        [Fahlman1990Name] = Fahlman1990,
        [TwoSpiralsName] = TwoSpirals,
        [ParityName] = Parity,
        [RegressionName] = Regression,
        [Cascade2Name] = Cascade2,
        [ModernName] = Modern,
    };
}
