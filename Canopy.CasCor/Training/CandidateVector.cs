namespace Canopy.CasCor.Training;

/// <summary>What a candidate carries from epoch to epoch.</summary>
internal enum CandidateVector
{
    /// <summary>Input weights; with the error objective also its output weights, behind them.</summary>
    Weights,

    /// <summary>Quickprop's last steps, iRPROP−'s step sizes, or Adam's means.</summary>
    Steps,

    /// <summary>The slopes of the epoch before, or Adam's squares.</summary>
    PreviousSlopes,

    /// <summary>ΣV·R of each output in the epoch before.</summary>
    Correlations,
}
