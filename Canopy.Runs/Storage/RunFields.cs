using Canopy.Contracts;

namespace Canopy.Runs.Storage;

/// <summary>
/// A run's record as both stores keep it: a flat map of texts (a Redis hash). Absent and empty mean the same. What a commit
/// changes it changes in <see cref="RunChanges"/>; <see cref="Read"/> is the other direction.
/// </summary>
internal static class RunFields
{
    /// <summary>JSON of the <see cref="RunDescription"/> at creation: everything that never changes.</summary>
    public const string Spec = "spec";

    public const string Options = "options";

    /// <summary>Options that an untrained network starts with; later changes are in the log.</summary>
    public const string InitialOptions = "initial_options";

    /// <summary>Entry up to which changes are in <see cref="InitialOptions"/>.</summary>
    public const string InitialSeq = "initial_seq";

    /// <summary>Version of all that is kept of the run (<see cref="RunFormat"/>); absent in records from before it was written.</summary>
    public const string Format = "format";

    public const string Pace = "pace";
    public const string Status = "status";
    public const string Reason = "reason";

    /// <summary>Output or Candidate: what is trained next, also while the run rests.</summary>
    public const string TrainingPhase = "training_phase";

    /// <summary>Epochs completed when that phase began.</summary>
    public const string PhaseEpoch = "phase_epoch";

    public const string Epoch = "epoch";
    public const string HiddenUnits = "hidden_units";
    public const string Loss = "loss";
    public const string Accuracy = "accuracy";
    public const string ErrorBits = "error_bits";
    public const string ValidationLoss = "validation_loss";
    public const string ValidationAccuracy = "validation_accuracy";
    public const string NetworkHash = "network_hash";
    public const string StartedAt = "started_at";
    public const string FinishedAt = "finished_at";
    public const string HeadSeq = "head_seq";
    public const string FirstSeq = "first_seq";

    /// <summary>Last training happening in the log.</summary>
    public const string Step = "step";

    /// <summary>How far a step command goes, and from which epoch.</summary>
    public const string StepUnit = "step_unit";
    public const string StepFrom = "step_from";

    /// <summary>The trace in which it was started last, so that its training can point there.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>Bytes of mid-phase weight samples in the log.</summary>
    public const string SampleBytes = "sample_bytes";

    /// <summary>Number of owners and free transitions so far: grows with each.</summary>
    public const string Token = "token";

    /// <summary>TOKEN:NONCE of the last of them. Whoever writes names it.</summary>
    public const string Fence = "fence";

    /// <summary>The fence whose owner has given its lease up: it is not prolonged any more.</summary>
    public const string Released = "released";

    public const string Owner = "owner";
    public const string Host = "host";
    public const string NumericProfile = "numeric_profile";

    /// <summary>Cores that the run takes.</summary>
    public const string Threads = "threads";

    /// <summary>Bytes of the checkpoints kept for installed units.</summary>
    public const string UnitsBytes = "units_bytes";

    /// <summary>The record of a run. What a newer program wrote is read as far as it can be, and <see cref="RunDescription.Unreadable"/> says so.</summary>
    public static RunState Read(string id, IReadOnlyDictionary<string, string> fields)
    {
        var record = new RecordReader(fields);
        var spec = record.Spec(id);
        var format = record.Value<int>(Format) ?? RunFormat.Oldest;
        var status = record.Required(Status, RunStatus.Unknown);
        var phase = record.Choice<RunPhase>(TrainingPhase) ?? RunPhase.Output;
        var state = new RunState
        {
            Description = spec with
            {
                Status = status,
                StatusText = status == RunStatus.Unknown ? record.Name(Status) : null,
                Phase = PhaseOf(status, phase),
                Reason = record.Text(Reason),
                Options = record.Options(Options) ?? spec.Options,
                Pace = record.Value<double>(Pace) ?? spec.Pace,
                StartedAt = record.Value<DateTimeOffset>(StartedAt),
                FinishedAt = record.Value<DateTimeOffset>(FinishedAt),
                Epoch = record.Long(Epoch),
                HiddenUnits = (int)record.Long(HiddenUnits),
                Loss = record.Value<float>(Loss),
                Accuracy = record.Value<float>(Accuracy),
                ErrorBits = record.Value<int>(ErrorBits),
                ValidationLoss = record.Value<float>(ValidationLoss),
                ValidationAccuracy = record.Value<float>(ValidationAccuracy),
                NetworkHash = record.Text(NetworkHash),
                HeadSeq = record.Long(HeadSeq),
                FirstSeq = record.Long(FirstSeq),
                Owner = status == RunStatus.Started ? record.Text(Owner) : null,
                Host = record.Text(Host),
                NumericProfile = record.Text(NumericProfile),
                Format = format,
            },
            InitialOptions = record.Options(InitialOptions) ?? spec.Options,
            InitialSeq = record.Long(InitialSeq),
            TrainingPhase = phase,
            PhaseEpoch = record.Long(PhaseEpoch),
            Step = record.Long(Step),
            Budget = record.Choice<StepUnit>(StepUnit) is { } unit ? new StepBudget(unit, record.Long(StepFrom)) : null,
            TraceParent = record.Text(TraceParent),
            SampleBytes = record.Long(SampleBytes),
            Token = record.Long(Token),
            Fence = record.Text(Fence) ?? "",
        };
        return NewerData.Reason(format, record.Unknown) is { } reason
            ? state with { Description = state.Description with { Unreadable = reason } }
            : state;
    }

    /// <summary>What a run in <paramref name="status"/> shows as its phase.</summary>
    public static RunPhase PhaseOf(RunStatus status, RunPhase training) => status switch
    {
        RunStatus.Started or RunStatus.Paused => training,
        RunStatus.Completed => RunPhase.Inference,
        _ => RunPhase.Idle,
    };
}
