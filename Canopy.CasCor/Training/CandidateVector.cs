namespace Canopy.CasCor.Training;

/// <summary>What a candidate carries from epoch to epoch.</summary>
internal enum CandidateVector
{
    Weights,
    Steps,
    PreviousSlopes,
    Correlations,
}
