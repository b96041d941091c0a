using Canopy.CasCor;
using Canopy.Contracts;

namespace Canopy.Runs.Storage;

/// <summary>A run's record with what only its owner needs.</summary>
internal sealed record RunState
{
    /// <summary>As others see it; the place in the queue is not known here.</summary>
    public required RunDescription Description { get; init; }

    /// <summary>See <see cref="RunFields.InitialOptions"/>.</summary>
    public required TrainingOptions InitialOptions { get; init; }

    /// <summary>Output or Candidate.</summary>
    public required RunPhase TrainingPhase { get; init; }

    /// <summary>Epochs completed when that phase began.</summary>
    public required long PhaseEpoch { get; init; }

    /// <summary>Last training happening in the log.</summary>
    public required long Step { get; init; }

    /// <summary>Set while a step command is carried out.</summary>
    public StepBudget? Budget { get; init; }

    /// <summary>See <see cref="RunFields.TraceParent"/>.</summary>
    public string? TraceParent { get; init; }

    public required long SampleBytes { get; init; }

    public required long Token { get; init; }

    public required string Fence { get; init; }

    /// <summary>Nothing of its training is in the log, and there is no checkpoint.</summary>
    public bool IsUntrained => Step == 0;

    /// <summary>See <see cref="RunFields.InitialSeq"/>.</summary>
    public required long InitialSeq { get; init; }

    public string Id => Description.Id;

    /// <summary>As others see it, with its place in the queue while it waits for an owner.</summary>
    public RunDescription Describe(int? queuePosition)
        => queuePosition is null ? Description : Description with { QueuePosition = queuePosition, Owner = null };
}

/// <summary>How far a step command goes: one epoch, or to the end of the phase, from <paramref name="FromEpoch"/> on.</summary>
internal readonly record struct StepBudget(StepUnit Unit, long FromEpoch);

/// <summary>The right to write to a run, until someone else gets a newer one.</summary>
/// <param name="Fence">What every commit must name.</param>
/// <param name="Token">The number in it.</param>
/// <param name="Threads">Cores that the run takes.</param>
internal sealed record Claim(string RunId, string Fence, long Token, int Threads);
