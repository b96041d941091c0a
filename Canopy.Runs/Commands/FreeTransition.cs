using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Commands;

/// <summary>What a legal command does to a run that nobody trains, as one commit.</summary>
internal static class FreeTransition
{
    public static Commit Of(RunState state, RunCommand command, DateTimeOffset now)
    {
        var change = new Transition(state, command, now);
        return command.Command switch
        {
            RunCommandKind.Start or RunCommandKind.Resume => change.Start(null),
            RunCommandKind.Step => change.Start(new StepBudget(command.Unit, state.Description.Epoch)),
            RunCommandKind.Pause => change.Rest(RunStatus.Paused),
            RunCommandKind.Stop => change.Rest(RunStatus.Stopped),
            RunCommandKind.Reset => change.Reset(),
            RunCommandKind.SetOptions => change.SetOptions(),
            RunCommandKind.SetPace => change.SetPace(),
            _ => throw new InvalidOperationException($"There is no command {command.Command}."),
        };
    }

    private readonly struct Transition(RunState state, RunCommand command, DateTimeOffset now)
    {
        public Commit Start(StepBudget? budget)
        {
            var cause = budget is not null ? "step" : state.Description.Status == RunStatus.Paused ? "resume" : "start";
            var commit = Begin(Queueing.Join);
            Add(commit, StatusChanges.Of(state, RunStatus.Started, cause, command));
            commit.Changes.Status(RunStatus.Started).Budget(budget).StartedHere().StartedAt(state.Description.StartedAt ?? now);
            return commit;
        }

        /// <summary>Pause or stop; of a started run that is still in the queue, too.</summary>
        public Commit Rest(RunStatus status)
        {
            var commit = Begin(Queueing.Leave);
            Add(commit, StatusChanges.Of(state, status, RunMoves.Name(command.Command), command));
            commit.Changes.Status(status).Budget(null);
            return commit;
        }

        public Commit Reset()
        {
            var commit = Begin(Queueing.Leave, reset: true);
            Add(commit, StatusChanges.Reset(state.Description.Status, command), step: 0);
            commit.Changes.Untrained(state.Description.Options).Status(RunStatus.Stopped);
            return commit;
        }

        public Commit SetOptions()
        {
            var errors = new FieldErrors();
            var options = RunParameters.ChangedOptions(state, command, errors);
            errors.ThrowIfAny();
            var commit = Begin(Queueing.Keep);
            commit.Changes.Options(options);
            if (state.IsUntrained)
            {
                commit.Changes.InitialOptions(options, commit.NextSeq);
            }

            Add(commit, new ParamsUpdated
            {
                Epoch = state.Description.Epoch,
                CommandId = command.CommandId,
                By = command.By,
                Options = options,
                Applied = command.Options,
            });
            return commit;
        }

        public Commit SetPace()
        {
            var commit = Begin(Queueing.Keep);
            commit.Changes.Pace(command.Pace!.Value);
            Add(commit, new ParamsUpdated { Epoch = state.Description.Epoch, CommandId = command.CommandId, By = command.By, Pace = command.Pace });
            return commit;
        }

        private Commit Begin(Queueing queue, bool reset = false)
        {
            var commit = new Commit
            {
                RunId = state.Id,
                Fence = state.Fence,
                Owned = false,
                FirstSeq = state.Description.HeadSeq + 1,
                Queue = queue,
                Reset = reset,
            };
            commit.Changes.Format();
            commit.Answers.Add(Answers.Applied(command));
            return commit;
        }

        private void Add(Commit commit, StatusChange change, long? step = null)
            => commit.Add(LogEntry.Create(EventKind.StatusChange, commit.NextSeq, step ?? state.Step, now, change, ContractsJson.Default.StatusChange));

        private void Add(Commit commit, ParamsUpdated change)
            => commit.Add(LogEntry.Create(EventKind.ParamsUpdated, commit.NextSeq, state.Step, now, change, ContractsJson.Default.ParamsUpdated));
    }
}
