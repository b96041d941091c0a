using System.CommandLine;
using Canopy.CasCor;
using Canopy.CommandLine.Input;

namespace Canopy.CommandLine.Train;

/// <summary><c>canopy train</c>: trains one network in this process and writes it.</summary>
internal sealed class TrainCommand : Command, IProgramCommand
{
    private readonly DataArguments _data = new();

    private readonly OptionArguments _options = new();

    private readonly OutputArguments _outputs = new();

    private readonly Option<string> _resume = new("--resume")
    {
        HelpName = "FILE.ckpt",
        Description = "Go on from a checkpoint of the same data; --set changes options that may change in mid-run.",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "No progress on standard error.",
    };

    public TrainCommand()
        : base("train", "Trains a network on a CSV file, or on generated data.")
    {
        _data.AddTo(this);
        _options.AddTo(this);
        Options.Add(_resume);
        _outputs.AddTo(this);
        Options.Add(_quiet);
        SetAction(Run);
    }

    public int Run(ParseResult parsed)
    {
        var arguments = new Arguments(parsed);
        if (_options.IsListWanted(arguments) && !arguments.Mistakes.Any)
        {
            OptionList.Write(Console.Out, _options.PresetOf(arguments));
            arguments.Mistakes.ThrowIfAny();
            return ExitCode.Success;
        }

        var outputs = _outputs.Read(arguments);
        var data = _data.Read(arguments);
        var observer = new ProgressObserver();
        using var trainer = CreateTrainer(arguments, data, observer, out var start);
        arguments.Mistakes.ThrowIfAny();

        var isQuiet = arguments.Flag(_quiet);
        foreach (var note in Notes.Of(data!, trainer!.Options).Where(_ => !isQuiet))
        {
            Console.Error.WriteLine($"canopy: {note}");
        }

        using var stop = new StopSignal();
        var run = TrainingRun.Run(trainer, data!, start, Progress.Create(isQuiet, observer), stop);
        run.WriteTo(outputs);
        ResultLines.Write(Console.Out, run, outputs.Files);
        return run.ExitCode;
    }

    /// <summary>A new trainer, or one from a checkpoint; null, with the reasons noted, when something is wrong.</summary>
    private Trainer? CreateTrainer(Arguments arguments, TrainingData? data, ITrainingObserver observer, out RunStart start)
    {
        if (arguments.Text(_resume) is { } checkpoint)
        {
            start = new RunStart(Preset: null, Seed: null, checkpoint);
            return _options.Resume(arguments, checkpoint, data, observer);
        }

        start = new RunStart(_options.PresetOf(arguments) ?? data?.SuggestedPreset ?? TrainingPresets.Fahlman1990Name, _options.SeedOf(arguments), Checkpoint: null);
        return _options.Begin(arguments, start, data, observer);
    }
}
