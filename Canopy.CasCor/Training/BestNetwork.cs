namespace Canopy.CasCor.Training;

/// <summary>
/// The network with the lowest validation loss at the end of an output phase. Hidden units are frozen, so that their number
/// and the output weights say it all.
/// </summary>
/// <param name="Loss">Its validation loss.</param>
/// <param name="HiddenUnits">Its hidden units.</param>
/// <param name="OutputWeights">Its output weights, row by row.</param>
/// <param name="PhasesSince">Output phases that have ended since, without a lower one.</param>
internal sealed record BestNetwork(float Loss, int HiddenUnits, float[] OutputWeights, int PhasesSince);
