using static Canopy.CasCor.Options.OptionRow;

namespace Canopy.CasCor.Options;

/// <summary>Options that both phases have.</summary>
internal static class PhaseOptionEntries
{
    private const string IgelHuesken = "C. Igel and M. Hüsken, Neurocomputing 50, 2003";
    private const string KingmaBa = "D. P. Kingma and J. Ba, ICLR 2015";

    private static readonly string[] Optimisers = ["quickprop", "irprop", "adam"];

    public static IReadOnlyList<OptionEntry> Entries { get; } =
    [
        .. new Phase("output", "Output phase", "error", o => o.Output, (o, p) => o with { Output = p }).Entries(),
        .. new Phase("candidate", "Candidate phase", "best score", o => o.Candidate, (o, p) => o with { Candidate = p }).Entries(),
    ];

    private sealed record Phase(
        string Path, string Group, string Measure, Func<TrainingOptions, PhaseOptions> Get, Func<TrainingOptions, PhaseOptions, TrainingOptions> With)
    {
        public IEnumerable<OptionEntry> Entries() => [.. Optimiser(), .. Quickprop(), .. Irprop(), .. Adam(), .. Ending()];

        private IEnumerable<OptionEntry> Optimiser()
        {
            yield return Choice(Path + ".optimiser", "Optimiser", Group, Optimisers,
                "How weights follow their slopes: quickprop, iRPROP− or Adam.", CProgram,
                o => (int)Get(o).Optimiser, (o, v) => With(o, Get(o) with { Optimiser = (Optimiser)(int)v }));
        }

        private IEnumerable<OptionEntry> Quickprop()
        {
            var condition = new OptionCondition(Path + ".optimiser", ["quickprop"]);
            yield return Number(Path + ".epsilon", "Epsilon", Group, 0, 1000, true, true,
                "Quickprop's linear step, before it is divided by the pattern count (candidates: and by the fan-in).", CProgram,
                o => Get(o).Epsilon, (o, v) => With(o, Get(o) with { Epsilon = v }), condition);
            yield return Number(Path + ".mu", "Mu", Group, 1, 10, false, true,
                "Quickprop's maximum growth factor: a step is at most this times the last one.", CProgram,
                o => Get(o).Mu, (o, v) => With(o, Get(o) with { Mu = v }), condition);
        }

        private IEnumerable<OptionEntry> Irprop()
        {
            var condition = new OptionCondition(Path + ".optimiser", ["irprop"]);
            yield return Number(Path + ".initial_step", "Initial step", Group, 0, 10, true, true,
                "iRPROP−: every weight's first step.", IgelHuesken,
                o => Get(o).InitialStep, (o, v) => With(o, Get(o) with { InitialStep = v }), condition);
            yield return Number(Path + ".step_growth", "Step growth", Group, 1, 10, true, true,
                "iRPROP−: a step grows by this while its slope keeps its sign.", IgelHuesken,
                o => Get(o).StepGrowth, (o, v) => With(o, Get(o) with { StepGrowth = v }), condition);
            yield return Number(Path + ".step_shrink", "Step shrink", Group, 0, 0.99, true, true,
                "iRPROP−: a step shrinks by this when its slope changes sign.", IgelHuesken,
                o => Get(o).StepShrink, (o, v) => With(o, Get(o) with { StepShrink = v }), condition);
            yield return Number(Path + ".max_step", "Largest step", Group, 0, 1000, true, true,
                "iRPROP−: no step is larger.", IgelHuesken,
                o => Get(o).MaxStep, (o, v) => With(o, Get(o) with { MaxStep = v }), condition);
        }

        private IEnumerable<OptionEntry> Adam()
        {
            var condition = new OptionCondition(Path + ".optimiser", ["adam"]);
            yield return Number(Path + ".learning_rate", "Learning rate", Group, 0, 10, true, true,
                "Adam's step size.", Ours + ", for phases of a hundred epochs; Kingma and Ba suggest 0.001",
                o => Get(o).LearningRate, (o, v) => With(o, Get(o) with { LearningRate = v }), condition);
            yield return Number(Path + ".beta1", "Beta 1", Group, 0, 0.9999, false, true,
                "Adam: decay rate of the slope's running mean.", KingmaBa,
                o => Get(o).Beta1, (o, v) => With(o, Get(o) with { Beta1 = v }), condition);
            yield return Number(Path + ".beta2", "Beta 2", Group, 0, 0.999999, false, true,
                "Adam: decay rate of the squared slope's running mean.", KingmaBa,
                o => Get(o).Beta2, (o, v) => With(o, Get(o) with { Beta2 = v }), condition);
            yield return Integer(Path + ".batch_size", "Batch size", Group, 0, 10_000_000, false,
                "Patterns after which weights are updated, rounded up to a multiple of 32; 0 for all. Needs Adam.", Ours + "; the paper uses all",
                o => Get(o).BatchSize, (o, v) => With(o, Get(o) with { BatchSize = (int)v }), condition);
        }

        private IEnumerable<OptionEntry> Ending()
        {
            yield return Number(Path + ".decay", "Weight decay", Group, 0, 1, false, true,
                "Adds this times the weight to each slope.", CProgram,
                o => Get(o).Decay, (o, v) => With(o, Get(o) with { Decay = v }));
            yield return Integer(Path + ".patience", "Patience", Group, 1, 1_000_000, true,
                $"Epochs without a change of the {Measure} beyond the threshold after which the phase ends.", CProgram,
                o => Get(o).Patience, (o, v) => With(o, Get(o) with { Patience = (int)v }));
            yield return Number(Path + ".change_threshold", "Change threshold", Group, 0, 1, false, true,
                $"Relative change of the {Measure} that counts as a change.", CProgram,
                o => Get(o).ChangeThreshold, (o, v) => With(o, Get(o) with { ChangeThreshold = v }));
            yield return Integer(Path + ".max_epochs", "Epochs at most", Group, 1, 10_000_000, true,
                "Most epochs of one phase; a candidate phase has one more at its start, which only measures correlations.", CProgram + " takes it as an argument; 100 is its two-spirals recipe",
                o => Get(o).MaxEpochs, (o, v) => With(o, Get(o) with { MaxEpochs = (int)v }));
        }
    }
}
