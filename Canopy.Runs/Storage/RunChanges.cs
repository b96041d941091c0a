using System.Globalization;
using System.Text.Json;
using Canopy.CasCor;
using Canopy.Contracts;

namespace Canopy.Runs.Storage;

/// <summary>Fields of a run's record that a commit sets.</summary>
internal sealed class RunChanges
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>From here on, who reads the run must know this format (<see cref="RunFormat"/>).</summary>
    public RunChanges Format() => Set(RunFields.Format, Text(RunFormat.Newest));

    public RunChanges Status(RunStatus status, string? reason = null)
        => Set(RunFields.Status, status.ToString()).Set(RunFields.Reason, reason);

    public RunChanges Phase(RunPhase phase, long epoch)
        => Set(RunFields.TrainingPhase, phase.ToString()).Set(RunFields.PhaseEpoch, Text(epoch));

    /// <summary>How far the log has come.</summary>
    public RunChanges Progress(long step, long epoch, int hiddenUnits)
        => Set(RunFields.Step, Text(step)).Set(RunFields.Epoch, Text(epoch)).Set(RunFields.HiddenUnits, Text(hiddenUnits));

    /// <summary>Figures of the last output epoch.</summary>
    public RunChanges Figures(in Figures figures)
        => Set(RunFields.Loss, Text(figures.Loss)).Set(RunFields.Accuracy, Text(figures.Accuracy))
            .Set(RunFields.ErrorBits, figures.ErrorBits is { } bits ? Text(bits) : null)
            .Set(RunFields.ValidationLoss, Text(figures.ValidationLoss)).Set(RunFields.ValidationAccuracy, Text(figures.ValidationAccuracy));

    public RunChanges Options(TrainingOptions options)
        => Set(RunFields.Options, JsonSerializer.Serialize(options, ContractsJson.Default.TrainingOptions))
            .Set(RunFields.Threads, Text(options.Threads));

    /// <summary>Options that an untrained network starts with; changes up to entry <paramref name="seq"/> are in them.</summary>
    public RunChanges InitialOptions(TrainingOptions options, long seq)
        => Set(RunFields.InitialOptions, JsonSerializer.Serialize(options, ContractsJson.Default.TrainingOptions))
            .Set(RunFields.InitialSeq, Text(seq));

    public RunChanges Pace(double pace) => Set(RunFields.Pace, pace.ToString("R", CultureInfo.InvariantCulture));

    public RunChanges Budget(StepBudget? budget)
        => Set(RunFields.StepUnit, budget?.Unit.ToString()).Set(RunFields.StepFrom, budget is { } b ? Text(b.FromEpoch) : null);

    /// <summary>The run is started in the trace that is going on here.</summary>
    public RunChanges StartedHere() => Set(RunFields.TraceParent, TraceParent.Current);

    public RunChanges StartedAt(DateTimeOffset? time) => Set(RunFields.StartedAt, Text(time));

    public RunChanges FinishedAt(DateTimeOffset? time) => Set(RunFields.FinishedAt, Text(time));

    public RunChanges NetworkHash(string? hash) => Set(RunFields.NetworkHash, hash);

    public RunChanges NumericProfile(string profile) => Set(RunFields.NumericProfile, profile);

    public RunChanges SampleBytes(long bytes) => Set(RunFields.SampleBytes, Text(bytes));

    /// <summary>The record of an untrained network.</summary>
    public RunChanges Untrained(TrainingOptions options)
        => Options(options).InitialOptions(options, 0).Phase(RunPhase.Output, 0).Progress(0, 0, 0).Figures(default)
            .Budget(null).StartedAt(null).FinishedAt(null).NetworkHash(null).SampleBytes(0)
            .Set(RunFields.UnitsBytes, Text(0));

    public RunChanges Spec(RunDescription description)
        => Set(RunFields.Spec, JsonSerializer.Serialize(description, ContractsJson.Default.RunDescription));

    /// <summary>Adds later changes; of the same field the later value holds.</summary>
    public void Merge(RunChanges later)
    {
        foreach (var (name, value) in later._values)
        {
            _values[name] = value;
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string? Text(float? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture);

    private RunChanges Set(string field, string? value)
    {
        _values[field] = value ?? "";
        return this;
    }
}
