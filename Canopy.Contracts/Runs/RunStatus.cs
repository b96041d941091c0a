namespace Canopy.Contracts;

/// <summary>Where a run stands. Started covers both training and waiting in the queue.</summary>
public enum RunStatus
{
    Stopped = 0,
    Started = 1,
    Paused = 2,
    Completed = 3,
    Failed = 4,

    /// <summary>One that this program does not know: a newer one wrote it (<see cref="RunDescription.StatusText"/>). Never stored.</summary>
    Unknown = 255,
}

/// <summary>What a run is doing; Inference is a completed network that only answers.</summary>
public enum RunPhase
{
    Idle = 0,
    Output = 1,
    Candidate = 2,
    Inference = 3,
}
