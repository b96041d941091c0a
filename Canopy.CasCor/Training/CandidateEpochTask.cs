using Canopy.CasCor.Kernels;

namespace Canopy.CasCor.Training;

/// <summary>What one epoch of candidate training needs to know.</summary>
/// <param name="CorrelationsOnly">A round's first epoch: it only measures correlations, whose signs the next one needs.</param>
internal readonly record struct CandidateEpochTask(
    PatternRows Patterns,
    ResidualRows Residuals,
    Activation Activation,
    QuickpropConstants Quickprop,
    bool CorrelationsOnly);
