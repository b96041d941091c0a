using System.Diagnostics;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Datasets;
using Canopy.Runs.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Canopy.Runs.Commands;

/// <summary>
/// Commands in the process that has the store. A run that is trained somewhere gets them through its inbox and its owner carries
/// them out; a run that is not is changed here, in one commit.
/// </summary>
internal sealed class RunCommands(
    IRunStore store, NewRunRequest creation, RunIntake intake, IOptions<RunsOptions> settings, TimeProvider time, Telemetry telemetry, ILogger<RunCommands> logger)
    : IRunCommands
{
    private const int Attempts = 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private readonly RunsOptions _options = settings.Value;
    private readonly AnswerWait _answers = new(store, time);

    public async Task<RunDescription> CreateAsync(CreateRun request, CancellationToken cancellationToken)
    {
        intake.ThrowIfClosed();
        using var span = Telemetry.Source.StartActivity("run create");
        try
        {
            var (run, description) = creation.Make(request);
            span?.SetTag("canopy.run.id", run.Id);
            using var scope = logger.BeginRun(run.Id);
            if (await store.CreateAsync(run, cancellationToken) is { } known)
            {
                span?.SetTag("canopy.run.id", known.RunId);
                return await RepeatAsync(run.Key!, known, cancellationToken);
            }

            logger.Created(run.Id, description.Dataset.Name, description.Seed);
            return await store.FindAsync(run.Id, cancellationToken) ?? description;
        }
        catch (Exception exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }

    public async Task<RunCommandResult?> SendAsync(string runId, RunCommand command, CancellationToken cancellationToken)
    {
        intake.ThrowIfClosed();
        RunParameters.CheckCommandId(command.CommandId);
        var name = RunMoves.Name(command.Command);
        using var span = Telemetry.Source.StartActivity($"run {name}");
        span?.SetTag("canopy.run.id", runId).SetTag("canopy.command", name);
        var known = command with { CommandId = command.CommandId ?? Guid.NewGuid().ToString("N") };
        span?.SetTag("canopy.command.id", known.CommandId);
        try
        {
            if (!RunId.IsPossible(runId) || await CarryOutAsync(runId, known, command.CommandId is not null, cancellationToken) is not { } result)
            {
                span?.SetStatus(ActivityStatusCode.Error, "There is no such run.");
                return null;
            }

            if (!result.Accepted)
            {
                span?.SetStatus(ActivityStatusCode.Error, result.Reason);
            }

            telemetry.Commands.Add(
                1,
                new KeyValuePair<string, object?>("command", RunMoves.Name(result.Command)),
                new KeyValuePair<string, object?>("outcome", !result.Accepted ? "refused" : result.Applied ? "applied" : "waiting"));
            return result with { Run = await store.FindAsync(runId, cancellationToken) };
        }
        catch (Exception exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }

    public async Task<bool> DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        intake.ThrowIfClosed();
        if (!RunId.IsPossible(runId) || await store.LoadAsync(runId, cancellationToken) is not { } state)
        {
            return false;
        }

        // A newer program may keep more of it than would be deleted.
        NewerData.Refuse(state);
        var deleted = await store.DeleteAsync(runId, cancellationToken);
        if (deleted)
        {
            logger.Deleted(runId);
        }

        return deleted;
    }

    /// <summary>The run that the key has made, as it is now.</summary>
    private async Task<RunDescription> RepeatAsync(CreationKey key, KeptCreation known, CancellationToken cancellationToken)
        => known.Request != key.Request
            ? throw new KeyReusedException(
                $"This Idempotency-Key was used for another request, which made run {known.RunId}; another request needs another key.")
            : await store.FindAsync(known.RunId, cancellationToken)
                ?? throw new KeyReusedException($"This Idempotency-Key made run {known.RunId}, which has been deleted since; another run needs another key.");

    private async Task<RunCommandResult?> CarryOutAsync(string runId, RunCommand command, bool canRepeat, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.LoadAsync(runId, cancellationToken) is not { } state)
            {
                return null;
            }

            NewerData.Refuse(state);
            var asked = await store.FindAnswerAsync(runId, command.CommandId!, cancellationToken);
            if (asked.Answer is { } answer)
            {
                return Repeat(command, answer);
            }

            if (asked.Waiting)
            {
                // A repeat of a command that is on its way: wait with it.
                if (await _answers.WaitAsync(runId, command.CommandId!, Patience, cancellationToken) is var waited && !waited.Decided)
                {
                    return waited.Answer is { } late ? Repeat(command, late) : Handed(command);
                }

                continue;
            }

            if (RunMoves.Refusal(state.Description.Status, command.Command) is { } refusal)
            {
                var refused = Answers.Refused(command, refusal);

                // An id that was made up here is never asked for again.
                return Repeat(command, canRepeat ? await store.KeepAnswerAsync(runId, refused, cancellationToken) ?? refused.Json : refused.Json);
            }

            RunParameters.Check(state, command, await DataAsync(state, command, cancellationToken));
            if (await TryAsync(state, command, cancellationToken) is { } result)
            {
                return result;
            }

            await Task.Delay(FirstPause * Math.Min(attempt + 1, 10), time, cancellationToken);
        }

        throw new ServiceUnavailableException("The run changes all the time; try again.");
    }

    /// <summary>Null: the run has changed meanwhile, look again.</summary>
    private async Task<RunCommandResult?> TryAsync(RunState state, RunCommand command, CancellationToken cancellationToken)
    {
        if (state.Description.Status == RunStatus.Started)
        {
            switch (await store.PostCommandAsync(state.Id, command, cancellationToken))
            {
                case PostResult.Posted:
                    var wait = await _answers.WaitAsync(state.Id, command.CommandId!, Patience, cancellationToken);
                    return wait.Decided ? null : wait.Answer is { } answer ? Repeat(command, answer) : Handed(command);
                case PostResult.Full:
                    throw new ServiceUnavailableException("Too many commands wait for this run; try again in a moment.");
                case PostResult.Gone:
                    return null;
                default:
                    break;
            }
        }

        if (command.Command is RunCommandKind.Start or RunCommandKind.Resume or RunCommandKind.Step)
        {
            // It would wait for ever for an owner who knows more.
            NewerData.Refuse(await store.FindCheckpointAsync(state.Id, cancellationToken));
        }

        var result = await store.CommitAsync(FreeTransition.Of(state, command, time.GetUtcNow()), cancellationToken);
        return result.Outcome switch
        {
            CommitOutcome.Committed => Repeat(command, Answers.Applied(command).Json),
            CommitOutcome.Answered => Repeat(command, result.Answer!),
            _ => null,
        };
    }

    /// <summary>The run's data where the command's options must fit it.</summary>
    private async Task<Dataset?> DataAsync(RunState state, RunCommand command, CancellationToken cancellationToken)
        => command.Command == RunCommandKind.SetOptions && RunParameters.MayChangeAnything(state)
            && await store.FindDatasetAsync(state.Description.Dataset.Hash, cancellationToken) is { } values
            ? DatasetValuesReader.ToDataset(values)
            : null;

    private TimeSpan Patience => TimeSpan.FromSeconds(_options.CommandSeconds);

    private static RunCommandResult Handed(RunCommand command) => new(command.CommandId!, command.Command, true, false, null, null);

    private static RunCommandResult Repeat(RunCommand command, string json)
    {
        var answer = Answers.Read(json);
        if (answer?.Command != command.Command)
        {
            var used = answer is null ? "a command that this version does not know" : RunMoves.Name(answer.Command);
            var errors = new FieldErrors();
            errors.Add("command_id", $"command_id {command.CommandId} was used for {used}; a new command needs a new id.");
            errors.Throw();
        }

        return answer;
    }
}
