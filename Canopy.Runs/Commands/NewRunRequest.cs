using System.Globalization;
using System.Security.Cryptography;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Datasets;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Commands;

/// <summary>Checks a <see cref="CreateRun"/>, all mistakes at once, and makes the run that it asks for.</summary>
internal sealed class NewRunRequest(RunsOptions settings, TimeProvider time)
{
    private readonly DatasetSpecs _datasets = new(settings);

    /// <exception cref="InvalidRequestException">A field is wrong.</exception>
    public (NewRun Run, RunDescription Description) Make(CreateRun request)
    {
        var errors = new FieldErrors();
        var (data, options) = Check(request, errors);
        errors.ThrowIfAny();
        return Make(request, data!, options);
    }

    /// <summary>Adds every mistake to <paramref name="errors"/>; the data is null when it is one of them.</summary>
    public (Dataset? Data, TrainingOptions Options) Check(CreateRun request, FieldErrors errors)
    {
        CheckTexts(request, errors);
        if (request.Seed is < 0 or > RunLimits.MaxSeed)
        {
            errors.Add("seed", $"seed is {request.Seed}; it must be a whole number from 0 to {RunLimits.MaxSeed}.");
        }

        RunParameters.CheckPace(request.Pace, errors);
        var data = _datasets.Resolve(request.Dataset, "dataset", errors);
        var options = Options(request, errors);
        errors.Add("options", data is null ? OptionCatalogue.Check(options) : OptionCatalogue.Check(options, data));
        if (data is not null)
        {
            CheckSize(data, options, errors);
        }

        return (data, options);
    }

    private static void CheckTexts(CreateRun request, FieldErrors errors)
    {
        if (request.Name is { Length: > RunLimits.NameLength })
        {
            errors.Add("name", $"name has {request.Name.Length} characters; it may have {RunLimits.NameLength}.");
        }

        if (request.Note is { Length: > RunLimits.NoteLength })
        {
            errors.Add("note", $"note has {request.Note.Length} characters; it may have {RunLimits.NoteLength}.");
        }

        var tags = request.Tags ?? [];
        if (tags.Length > RunLimits.Tags)
        {
            errors.Add("tags", $"There are {tags.Length} tags; there may be {RunLimits.Tags}.");
        }

        for (var i = 0; i < Math.Min(tags.Length, RunLimits.Tags); i++)
        {
            if (string.IsNullOrWhiteSpace(tags[i]) || tags[i].Length > RunLimits.TagLength)
            {
                errors.Add($"tags[{i}]", $"tags[{i}] must have 1 to {RunLimits.TagLength} characters.");
            }
        }
    }

    private static TrainingOptions Options(CreateRun request, FieldErrors errors)
    {
        var preset = request.Preset ?? SuggestedPreset(request.Dataset?.Generator);
        if (!TrainingPresets.All.TryGetValue(preset, out var options))
        {
            errors.Add("preset", $"There is no preset {preset}; the presets are {string.Join(", ", TrainingPresets.All.Keys)}.");
            options = TrainingPresets.Fahlman1990;
        }

        return OptionsMerge.Apply(options, request.Options ?? [], "options", errors);
    }

    private static string SuggestedPreset(string? generator)
        => Generators.All.FirstOrDefault(g => g.Name == generator)?.SuggestedPreset ?? TrainingPresets.Fahlman1990Name;

    /// <summary>What the engine keeps for each pattern; activations of hidden units that do not fit their cache are computed again.</summary>
    private void CheckSize(Dataset data, TrainingOptions options, FieldErrors errors)
    {
        var values = data.Patterns * (long)(data.Inputs + options.PoolSize) * sizeof(float) >> 20;
        var activations = Math.Min(data.Patterns * (long)options.MaxHiddenUnits * sizeof(float) >> 20, options.CacheMegabytes);
        var left = settings.MaxRunMegabytes - values;
        if (left < 1)
        {
            errors.Add(
                "options.pool_size",
                string.Create(CultureInfo.InvariantCulture, $"{data.Patterns} patterns with a pool of {options.PoolSize} need {values} MB; a run may need {settings.MaxRunMegabytes} MB."));
        }
        else if (activations > left)
        {
            errors.Add(
                "options.cache_megabytes",
                string.Create(CultureInfo.InvariantCulture, $"{data.Patterns} patterns with {options.MaxHiddenUnits} hidden units need {values + activations} MB; a run may need {settings.MaxRunMegabytes} MB. With a cache_megabytes of {left} it fits and trains more slowly."));
        }
    }

    private (NewRun Run, RunDescription Description) Make(CreateRun request, Dataset data, TrainingOptions options)
    {
        var values = DatasetValuesReader.ToValues(data, request.Dataset.Generator, GeneratorParameters(request.Dataset));
        var now = time.GetUtcNow();
        var id = RunId.Next(time);
        var name = string.IsNullOrWhiteSpace(request.Name) ? data.Name : request.Name.Trim();
        var description = new RunDescription
        {
            Id = id,
            Name = name[..Math.Min(name.Length, RunLimits.NameLength)],
            Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
            Tags = [.. (request.Tags ?? []).Select(tag => tag.Trim()).Distinct(StringComparer.Ordinal)],
            Status = request.Start ? RunStatus.Started : RunStatus.Stopped,
            Phase = request.Start ? RunPhase.Output : RunPhase.Idle,
            Dataset = values.Description,
            Options = options,
            Seed = request.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue),
            Pace = request.Pace ?? DefaultPace(data, options),
            CreatedAt = now,
            CreatedBy = request.By,
            Version = ProgramVersion.Text,
            Format = RunFormat.Newest,
        };
        var entries = new List<LogEntry> { Entry(1, StatusChanges.Created(request.By)) };
        if (request.Start)
        {
            entries.Add(Entry(2, StatusChanges.StartedAtOnce(request.By)));
        }

        var changes = new RunChanges()
            .Format()
            .Spec(description)
            .Untrained(options)
            .Status(description.Status)
            .Pace(description.Pace)
            .StartedHere()
            .StartedAt(request.Start ? now : null);
        return (new NewRun(id, changes, entries, request.Start, values, CreationKey.Of(request)), description);

        LogEntry Entry(long seq, StatusChange change)
            => LogEntry.Create(EventKind.StatusChange, seq, 0, now, change, ContractsJson.Default.StatusChange);
    }

    /// <summary>All of them, so that the run's record does not depend on defaults that may change.</summary>
    private static Dictionary<string, double>? GeneratorParameters(DatasetSpec spec)
        => Generators.All.FirstOrDefault(g => g.Name == spec.Generator)?.Parameters
            .ToDictionary(p => p.Name, p => spec.Parameters?.GetValueOrDefault(p.Name, p.Default) ?? p.Default, StringComparer.Ordinal);

    private double DefaultPace(Dataset data, TrainingOptions options)
        => data.Patterns * (long)(data.Inputs + options.MaxHiddenUnits) <= settings.SmallProblem ? settings.DefaultPace : 0;
}
