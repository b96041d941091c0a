using Canopy.CasCor;

namespace Canopy.CommandLine.Input;

/// <summary>What to train on, and where it is from.</summary>
/// <param name="Dataset">The patterns.</param>
/// <param name="Source">The file as it was named, or the generator.</param>
/// <param name="Generator">Null for a file.</param>
/// <param name="Import">What was found in the file; null for a generator.</param>
internal sealed record TrainingData(Dataset Dataset, string Source, GeneratorDescriptor? Generator, CsvImportReport? Import)
{
    /// <summary>The preset to begin with where none is asked for.</summary>
    public string SuggestedPreset => Generator?.SuggestedPreset
        ?? (Dataset.Kind is ProblemKind.Regression ? TrainingPresets.RegressionName : TrainingPresets.ModernName);
}
