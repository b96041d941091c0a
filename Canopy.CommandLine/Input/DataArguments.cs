using System.CommandLine;
using Canopy.CasCor;

namespace Canopy.CommandLine.Input;

/// <summary>The part of a command line that says what to train on.</summary>
internal sealed class DataArguments
{
    // A file on one's own machine may be larger than what a server takes from strangers.
    public static readonly CsvImportOptions Limits = new()
    {
        MaxBytes = 1 << 30,
        MaxRows = Dataset.MaxPatterns,
        MaxFeatures = Dataset.MaxColumns,
        MaxClasses = 1_000,
        MaxColumns = 100_000,
        MaxLineLength = 1 << 24,
    };

    private static readonly Dictionary<string, ProblemKind?> Kinds = new()
    {
        ["classification"] = ProblemKind.Classification,
        ["regression"] = ProblemKind.Regression,
    };

    public static readonly IReadOnlyDictionary<string, MissingValues> WaysWithMissing = new Dictionary<string, MissingValues>
    {
        ["refuse"] = MissingValues.Refuse,
        ["drop"] = MissingValues.DropRow,
        ["mean"] = MissingValues.FillMean,
    };

    private readonly Argument<string> _file = new("data.csv")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "CSV file with one pattern per row.",
    };

    private readonly GeneratorArguments _generator = new("Train on generated data instead");

    private readonly Option<string[]> _targets = new("--target")
    {
        HelpName = "COLUMN",
        Description = "Column to predict, by name or number from 1; default: the last one. Several make a regression (repeatable).",
    };

    private readonly Option<string[]> _ignored = new("--ignore")
    {
        HelpName = "COLUMN",
        Description = "Column that is not read (repeatable).",
    };

    private readonly Option<string> _kind = new("--kind")
    {
        HelpName = "KIND",
        Description = $"{string.Join(" or ", Kinds.Keys)}; default: what the target column looks like.",
    };

    private readonly Option<string> _missing = new("--missing")
    {
        HelpName = "HOW",
        Description = "Missing values: refuse them (default), drop their rows, or fill in the column's mean: refuse, drop or mean.",
    };

    private readonly Option<bool> _raw = new("--no-standardise")
    {
        Description = "Train on the values as they are, not brought to mean 0 and deviation 1.",
    };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_file);
        foreach (var option in new Option[] { _targets, _ignored, _kind, _missing, _raw })
        {
            command.Options.Add(option);
        }

        _generator.AddTo(command);
    }

    /// <summary>The data; null, with the reasons noted, when they cannot be had.</summary>
    public TrainingData? Read(Arguments arguments)
    {
        var (file, generator) = (arguments.Text(_file), _generator.Name(arguments));
        if (file is null == generator is null)
        {
            arguments.Mistakes.Add("What to train on is given either by a CSV file or by --generate NAME.");
            return null;
        }

        return generator is null ? ReadFile(arguments, file!) : Generate(arguments);
    }

    private TrainingData? ReadFile(Arguments arguments, string file)
    {
        var options = Limits with
        {
            Name = Path.GetFileNameWithoutExtension(file),
            Targets = arguments.Texts(_targets),
            LeaveOut = arguments.Texts(_ignored),
            Kind = arguments.Choice(_kind, Kinds, null),
            Missing = arguments.Choice(_missing, WaysWithMissing, MissingValues.Refuse),
            StandardiseInputs = !arguments.Flag(_raw),
            StandardiseTargets = !arguments.Flag(_raw),
        };
        using var stream = InputFile.Open(file, arguments.Mistakes);
        if (stream is null)
        {
            return null;
        }

        try
        {
            var (dataset, report) = CsvImport.Read(stream, options);
            return new TrainingData(dataset, file, Generator: null, report);
        }
        catch (InvalidDataSetException exception)
        {
            arguments.Mistakes.Add(file, exception.Errors);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            arguments.Mistakes.Add($"{file} cannot be read: {InputFile.Reason(exception)}.");
            return null;
        }
    }

    private TrainingData? Generate(Arguments arguments)
    {
        foreach (var option in new Option[] { _targets, _ignored, _kind, _missing, _raw }.Where(arguments.Has))
        {
            arguments.Mistakes.Add($"{option.Name} belongs to a CSV file; generated data have no use for it.");
        }

        return _generator.Read(arguments);
    }
}
