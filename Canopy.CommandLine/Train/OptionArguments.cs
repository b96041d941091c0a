using System.CommandLine;
using Canopy.CasCor;
using Canopy.CommandLine.Input;

namespace Canopy.CommandLine.Train;

/// <summary>The part of a command line that says how to train.</summary>
internal sealed class OptionArguments
{
    private readonly Option<string> _preset = new("--preset")
    {
        HelpName = "NAME",
        Description = $"Options to begin with: {string.Join(", ", TrainingPresets.All.Keys)}; default: what suits the data.",
    };

    private readonly Option<string[]> _settings = new("--set")
    {
        HelpName = "PATH=VALUE",
        Description = "A training option, such as candidate.patience=12 (repeatable); --options lists them.",
    };

    private readonly Option<string> _seed = new("--seed")
    {
        HelpName = "NUMBER",
        Description = "Decides the initial weights; default: 1.",
    };

    private readonly Option<string> _validation = new("--validation")
    {
        HelpName = "SHARE",
        Description = "Share of the patterns kept from training to stop by: --set validation_share=SHARE.",
    };

    private readonly Option<string> _threads = new("--threads")
    {
        HelpName = "NUMBER",
        Description = "Threads; the network does not depend on it: --set threads=NUMBER.",
    };

    private readonly Option<bool> _list = new("--options")
    {
        Description = "List the training options with defaults (of --preset, if given), ranges and help, and end.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _preset, _settings, _seed, _validation, _threads, _list })
        {
            command.Options.Add(option);
        }
    }

    public bool IsListWanted(Arguments arguments) => arguments.Flag(_list);

    /// <summary>The preset asked for, if there is one of that name.</summary>
    public string? PresetOf(Arguments arguments)
        => arguments.Choice(_preset, TrainingPresets.All.Keys.ToDictionary(name => name, string? (name) => name), null);

    public ulong SeedOf(Arguments arguments) => arguments.Seed(_seed);

    /// <summary>A trainer at epoch 0; null, with the reasons noted, when something is wrong.</summary>
    public Trainer? Begin(Arguments arguments, RunStart start, TrainingData? data, ITrainingObserver observer)
    {
        var options = ApplySettings(arguments, TrainingPresets.All[start.Preset!]);
        if (data is null || arguments.Mistakes.Any)
        {
            return null;
        }

        try
        {
            return new Trainer(data.Dataset, options, start.Seed!.Value, observer);
        }
        catch (InvalidOptionsException exception)
        {
            arguments.Mistakes.Add("options", exception.Errors);
            return null;
        }
    }

    /// <summary>A trainer from a checkpoint; null, with the reasons noted, when something is wrong.</summary>
    public Trainer? Resume(Arguments arguments, string checkpoint, TrainingData? data, ITrainingObserver observer)
    {
        foreach (var option in new Option[] { _preset, _seed }.Where(arguments.Has))
        {
            arguments.Mistakes.Add($"{option.Name} cannot be given with --resume; the checkpoint has its own.");
        }

        var bytes = InputFile.ReadAll(checkpoint, arguments.Mistakes);
        if (bytes is null || data is null)
        {
            ApplySettings(arguments, new TrainingOptions());
            return null;
        }

        try
        {
            var trainer = Trainer.Restore(bytes, data.Dataset, observer);
            trainer.ChangeOptions(ApplySettings(arguments, trainer.Options));
            return trainer;
        }
        catch (InvalidCheckpointException exception)
        {
            arguments.Mistakes.Add($"{checkpoint}: {exception.Message}");
            return null;
        }
        catch (InvalidOptionsException exception)
        {
            arguments.Mistakes.Add("--set", exception.Errors);
            return null;
        }
    }

    private TrainingOptions ApplySettings(Arguments arguments, TrainingOptions options)
    {
        foreach (var (path, value) in arguments.Pairs(_settings))
        {
            options = arguments.Set(options, "--set", path, value);
        }

        if (arguments.Text(_validation) is { } share)
        {
            options = arguments.Set(options, _validation.Name, "validation_share", share);
        }

        return arguments.Text(_threads) is { } threads ? arguments.Set(options, _threads.Name, "threads", threads) : options;
    }
}
