using System.Globalization;
using System.Text.Json;
using Canopy.CasCor;
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

    public static RunState Read(IReadOnlyDictionary<string, string> fields)
    {
        var spec = JsonSerializer.Deserialize(fields[Spec], ContractsJson.Default.RunDescription)!;
        var status = Enum.Parse<RunStatus>(fields[Status]);
        var phase = Parse(fields, TrainingPhase, text => Enum.Parse<RunPhase>(text)) ?? RunPhase.Output;
        return new RunState
        {
            Description = spec with
            {
                Status = status,
                Phase = PhaseOf(status, phase),
                Reason = Text(fields, Reason),
                Options = ReadOptions(fields, Options) ?? spec.Options,
                Pace = Parse(fields, Pace, ParseDouble) ?? spec.Pace,
                StartedAt = Parse(fields, StartedAt, ParseTime),
                FinishedAt = Parse(fields, FinishedAt, ParseTime),
                Epoch = Long(fields, Epoch),
                HiddenUnits = (int)Long(fields, HiddenUnits),
                Loss = Parse(fields, Loss, ParseFloat),
                Accuracy = Parse(fields, Accuracy, ParseFloat),
                ErrorBits = Parse(fields, ErrorBits, int.Parse),
                ValidationLoss = Parse(fields, ValidationLoss, ParseFloat),
                ValidationAccuracy = Parse(fields, ValidationAccuracy, ParseFloat),
                NetworkHash = Text(fields, NetworkHash),
                HeadSeq = Long(fields, HeadSeq),
                FirstSeq = Long(fields, FirstSeq),
                Owner = status == RunStatus.Started ? Text(fields, Owner) : null,
                Host = Text(fields, Host),
                NumericProfile = Text(fields, NumericProfile),
            },
            InitialOptions = ReadOptions(fields, InitialOptions) ?? spec.Options,
            InitialSeq = Long(fields, InitialSeq),
            TrainingPhase = phase,
            PhaseEpoch = Long(fields, PhaseEpoch),
            Step = Long(fields, Step),
            Budget = Parse(fields, StepUnit, text => Enum.Parse<StepUnit>(text)) is { } unit ? new StepBudget(unit, Long(fields, StepFrom)) : null,
            SampleBytes = Long(fields, SampleBytes),
            Token = Long(fields, Token),
            Fence = Text(fields, Fence) ?? "",
        };
    }

    /// <summary>What a run in <paramref name="status"/> shows as its phase.</summary>
    public static RunPhase PhaseOf(RunStatus status, RunPhase training) => status switch
    {
        RunStatus.Started or RunStatus.Paused => training,
        RunStatus.Completed => RunPhase.Inference,
        _ => RunPhase.Idle,
    };

    private static string? Text(IReadOnlyDictionary<string, string> fields, string name)
        => fields.TryGetValue(name, out var text) && text.Length > 0 ? text : null;

    private static long Long(IReadOnlyDictionary<string, string> fields, string name)
        => Text(fields, name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static T? Parse<T>(IReadOnlyDictionary<string, string> fields, string name, Func<string, T> parse)
        where T : struct
        => Text(fields, name) is { } text ? parse(text) : null;

    private static double ParseDouble(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static float ParseFloat(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset ParseTime(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static TrainingOptions? ReadOptions(IReadOnlyDictionary<string, string> fields, string name)
        => Text(fields, name) is { } text ? JsonSerializer.Deserialize(text, ContractsJson.Default.TrainingOptions) : null;
}
