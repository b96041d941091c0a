using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Microsoft.Extensions.Logging;

namespace Canopy.Runs.Training;

/// <summary>
/// Carries out commands at an epoch boundary. Each is an entry of the log, in the same commit as its answer. On the training
/// thread.
/// </summary>
internal sealed class CommandExecution(RunState state, Recorder recorder, CommitQueue queue, RunEnding ending, Pacer pacer, ILogger logger)
{
    /// <summary>
    /// Carries out what has come; true when that ended the run's training here. Without a trainer (training has not caught up
    /// with the log) only commands that end it are carried out; the others wait.
    /// </summary>
    public bool Run(ConcurrentQueue<InboxItem> commands, Trainer? trainer)
    {
        while (commands.TryPeek(out var item) && (trainer is not null || Ends(item)))
        {
            commands.TryDequeue(out _);
            queue.Span = StartSpan(item);
            if (item.Command is not { } command)
            {
                queue.Span?.SetStatus(ActivityStatusCode.Error, "This program does not know the command.");
                Refuse(item.Refusal!);
                continue;
            }

            logger.CommandApplied(state.Id, command.Command, command.CommandId!, trainer?.Epoch ?? state.Description.Epoch);
            switch (command.Command)
            {
                case RunCommandKind.Pause:
                    ending.Rest(RunStatus.Paused, "pause", command, trainer);
                    return true;
                case RunCommandKind.Stop:
                    ending.Rest(RunStatus.Stopped, "stop", command, trainer);
                    return true;
                case RunCommandKind.Reset:
                    ending.Reset(command, trainer?.Options ?? state.Description.Options);
                    return true;
                case RunCommandKind.SetOptions:
                    SetOptions(command, trainer!);
                    break;
                case RunCommandKind.SetPace:
                    SetPace(command, trainer!);
                    break;
                default:
                    Refuse(command, RunMoves.Refusal(RunStatus.Started, command.Command)!);
                    break;
            }
        }

        return false;
    }

    /// <summary>Goes on in the trace of whoever sent the command; it ends when the store has the answer.</summary>
    private Activity? StartSpan(InboxItem item)
    {
        var name = item.Command is { } command ? RunMoves.Name(command.Command) : "unknown";
        Activity.Current = null;
        var span = Telemetry.Source.StartActivity($"apply {name}", ActivityKind.Consumer, TraceParent.Read(item.TraceParent));
        Activity.Current = null;
        return span?.SetTag("canopy.run.id", state.Id).SetTag("canopy.command", name).SetTag("canopy.command.id", item.CommandId);
    }

    private static bool Ends(InboxItem item) => item.Command?.Command is RunCommandKind.Pause or RunCommandKind.Stop or RunCommandKind.Reset;

    private void SetOptions(RunCommand command, Trainer trainer)
    {
        if (!TryChange(command, trainer, out var refusal))
        {
            Refuse(command, refusal);
            return;
        }

        recorder.MaxHiddenUnits = trainer.Options.MaxHiddenUnits;
        var updated = new ParamsUpdated
        {
            Epoch = trainer.Epoch,
            CommandId = command.CommandId,
            By = command.By,
            Options = trainer.Options,
            Applied = command.Options,
        };
        var commit = recorder.Entry(EventKind.ParamsUpdated, updated, ContractsJson.Default.ParamsUpdated);
        commit.Changes.Options(trainer.Options);
        commit.Answers.Add(Answers.Applied(command));
        queue.Add(commit);
    }

    private static bool TryChange(RunCommand command, Trainer trainer, [NotNullWhen(false)] out string? refusal)
    {
        var errors = new FieldErrors();
        var options = OptionsMerge.Apply(trainer.Options, command.Options ?? [], "options", errors);
        errors.Add("options", OptionCatalogue.CheckChange(trainer.Options, options));
        refusal = errors.IsEmpty ? null : errors.ToSentence();
        if (refusal is null)
        {
            trainer.ChangeOptions(options);
        }

        return refusal is null;
    }

    private void SetPace(RunCommand command, Trainer trainer)
    {
        pacer.EpochsPerSecond = command.Pace ?? 0;
        var updated = new ParamsUpdated { Epoch = trainer.Epoch, CommandId = command.CommandId, By = command.By, Pace = pacer.EpochsPerSecond };
        var commit = recorder.Entry(EventKind.ParamsUpdated, updated, ContractsJson.Default.ParamsUpdated);
        commit.Changes.Pace(pacer.EpochsPerSecond);
        commit.Answers.Add(Answers.Applied(command));
        queue.Add(commit);
    }

    private void Refuse(RunCommand command, string reason)
    {
        queue.Span?.SetStatus(ActivityStatusCode.Error, reason);
        Refuse(Answers.Refused(command, reason));
    }

    private void Refuse(CommandAnswer answer)
    {
        recorder.Flush();
        var commit = queue.Begin();
        commit.Answers.Add(answer);
        queue.Add(commit);
    }
}
