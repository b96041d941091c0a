using System.Diagnostics;
using Canopy.CasCor;
using Canopy.CommandLine.Input;

namespace Canopy.CommandLine.Train;

/// <summary>A run that is over: solved, at a limit, failed, or interrupted at an epoch boundary.</summary>
internal sealed class TrainingRun
{
    private readonly Trainer _trainer;
    private readonly int _signalExitCode;

    private TrainingRun(Trainer trainer, TrainingData data, RunStart start, double seconds, int signalExitCode)
    {
        _trainer = trainer;
        _signalExitCode = trainer.FinishReason is null ? signalExitCode : CommandLine.ExitCode.Success;
        Data = data;
        Start = start;
        Seconds = seconds;
        Network = trainer.Network;
        Evaluation = Evaluation.Of(Network, data.Dataset);
    }

    public TrainingData Data { get; }

    public RunStart Start { get; }

    /// <summary>Of training, this time.</summary>
    public double Seconds { get; }

    public Network Network { get; }

    /// <summary>On all patterns, those kept for validation included.</summary>
    public Evaluation Evaluation { get; }

    public TrainingOptions Options => _trainer.Options;

    public long Epochs => _trainer.Epoch;

    public long ConnectionCrossings => _trainer.ConnectionCrossings;

    /// <summary>Null when the run was interrupted.</summary>
    public TrainingFinished? Result => _trainer.Result;

    /// <summary>How it ended, in one word.</summary>
    public string Finish => Result?.Reason switch
    {
        null => "interrupted",
        FinishReason.Victory => "solved",
        FinishReason.MaxHiddenUnits => "max_hidden_units",
        FinishReason.MaxEpochs => "max_epochs",
        FinishReason.EarlyStopped => "early_stopped",
        _ => "diverged",
    };

    public int ExitCode => Result switch
    {
        null => _signalExitCode,
        { Reason: FinishReason.Diverged } => CommandLine.ExitCode.Failed,
        _ => CommandLine.ExitCode.Success,
    };

    /// <summary>Trains until training ends or a signal asks for the end.</summary>
    public static TrainingRun Run(Trainer trainer, TrainingData data, RunStart start, Progress progress, StopSignal stop)
    {
        var began = Stopwatch.GetTimestamp();
        while (!stop.IsRequested && trainer.TrainEpoch())
        {
            progress.AfterEpoch(trainer);
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        progress.End();
        return new TrainingRun(trainer, data, start, seconds, stop.RequestedExitCode);
    }

    /// <summary>Writes what was asked for: the network as it stands.</summary>
    /// <exception cref="OutputException">A file could not be written; those before it are there.</exception>
    public void WriteTo(TrainingOutputs outputs)
    {
        foreach (var file in outputs.Networks)
        {
            file.Write(file.Extension switch
            {
                TrainingOutputs.Checkpoint => _trainer.SaveCheckpoint(),
                TrainingOutputs.Json => Model().ToJson(),
                _ => Model().ToOnnx(),
            });
        }

        outputs.Report?.Write(RunReport.Write(this, outputs.Networks));
    }

    private TrainedModel Model() => new(Network, Data.Dataset);
}
