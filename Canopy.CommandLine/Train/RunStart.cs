namespace Canopy.CommandLine.Train;

/// <summary>Where a run begins: with a preset and a seed, or with a checkpoint, which holds its own.</summary>
internal sealed record RunStart(string? Preset, ulong? Seed, string? Checkpoint);
