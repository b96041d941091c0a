using System.Text.Json.Serialization.Metadata;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Training;

/// <summary>
/// Turns what the engine tells into log entries: epochs into columns, everything else into one entry each. Counts happenings
/// as steps; those that the log already holds (after a take-over) are counted and not recorded. On the training thread.
/// </summary>
internal sealed class Recorder(RunState state, long step, CommitQueue queue, TimeProvider time, Telemetry telemetry) : ITrainingObserver
{
    private readonly EpochChunk _chunk = new(
        isClassification: state.Description.Dataset.Kind == ProblemKind.Classification, hasValidation: state.Description.Options.ValidationShare > 0);

    private readonly ProblemKind _kind = state.Description.Dataset.Kind;
    private readonly long _logged = state.Step;
    private Progress _now = Progress.Of(state);
    private long _step = step;
    private long _sampleBytes = state.SampleBytes;
    private long _sampledEpoch;
    private int _pool;

    /// <summary>Happenings so far, those before the checkpoint included.</summary>
    public long Step => _step;

    /// <summary>Training repeats what the log holds.</summary>
    public bool IsReplaying => _step < _logged;

    /// <summary>How far the log has come; while replaying, what it has beforehand.</summary>
    public Progress Progress => _now;

    /// <summary>Set by an installed unit that is new to the log, until the caller clears it.</summary>
    public bool UnitInstalled { get; set; }

    public TrainingFinished? Finished { get; private set; }

    public RoundSpans Rounds { get; } = new(state);

    public void OnPhaseStarted(in PhaseStarted phase)
    {
        if (!Happen())
        {
            return;
        }

        EndRound();
        var running = phase.Phase == TrainingPhase.Candidate ? RunPhase.Candidate : RunPhase.Output;
        _now = _now with { Epoch = phase.Epoch, HiddenUnits = phase.HiddenUnits, Phase = running, PhaseEpoch = phase.Epoch };
        var change = new PhaseChange
        {
            Status = RunStatus.Started,
            Phase = running,
            CurrentEpoch = phase.Epoch,
            HiddenUnits = phase.HiddenUnits,
            MaxHiddenUnits = MaxHiddenUnits,
            PhaseStartedAt = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0,
        };
        queue.Add(Entry(EventKind.PhaseChange, change, ContractsJson.Default.PhaseChange));
        Rounds.Begin(running, phase.Epoch, phase.HiddenUnits);
    }

    public void OnOutputEpoch(in OutputEpoch epoch)
    {
        if (++_step <= _logged)
        {
            return;
        }

        if (_chunk.IsFull || !_chunk.Takes(EventKind.OutputEpochs, epoch.HiddenUnits, 0))
        {
            Flush();
        }

        _chunk.Add(epoch);
        _now.Step = _step;
        _now.Epoch = epoch.Epoch;
        _now.HiddenUnits = epoch.HiddenUnits;
        _now.Figures = Figures.Of(epoch, _kind);
    }

    public void OnCandidateEpoch(in CandidateEpoch epoch, ReadOnlySpan<float> scores)
    {
        if (++_step <= _logged)
        {
            return;
        }

        if (_chunk.IsFull || !_chunk.Takes(EventKind.CandidateEpochs, epoch.HiddenUnits, scores.Length))
        {
            Flush();
        }

        _chunk.Add(epoch, scores);
        _pool = scores.Length;
        _now.Step = _step;
        _now.Epoch = epoch.Epoch;
        _now.HiddenUnits = epoch.HiddenUnits;
    }

    public void OnUnitInstalled(in UnitInstalled unit, ReadOnlySpan<float> weights)
    {
        if (!Happen())
        {
            return;
        }

        UnitInstalled = true;
        _now = _now with { Epoch = unit.Epoch, HiddenUnits = unit.Index + 1 };
        var details = new CascadeAddDetails
        {
            UnitIndex = unit.Index,
            TotalHiddenUnits = unit.Index + 1,
            Epoch = unit.Epoch,
            Candidate = unit.Candidate,
            Correlation = unit.Score,
            Activation = unit.Activation,
            Layer = unit.Layer,
            Weights = weights.ToArray(),
        };
        Rounds.Installed(unit);
        queue.Add(Entry(EventKind.CascadeAdd, new CascadeAdd(details), ContractsJson.Default.CascadeAdd));
    }

    public void OnOutputWeights(long epoch, int hiddenUnits, ReadOnlySpan<float> weights)
    {
        if (Happen())
        {
            _sampledEpoch = epoch;

            // Fewer than were installed when training returns to an earlier network.
            _now.HiddenUnits = hiddenUnits;
            queue.Add(Entry(EventKind.Topology, Weights(epoch, hiddenUnits, weights, phaseEnd: true), ContractsJson.Default.Topology));
        }
    }

    public void OnFinished(in TrainingFinished finished)
    {
        Finished = finished;

        // Its entry is the status change, which is made with the network's hash when the epoch is over.
        Happen();
    }

    /// <param name="ended">Why, where it is not that the phase is over.</param>
    public void EndRound(string? ended = null) => Rounds.End(_now, _now.Phase == RunPhase.Candidate ? _pool : 0, ended);

    /// <summary>Most hidden units, as far as options have it now.</summary>
    public int MaxHiddenUnits { get; set; } = state.Description.Options.MaxHiddenUnits;

    /// <summary>Hands the epochs that have come over.</summary>
    public void Flush()
    {
        if (_chunk.Count == 0)
        {
            return;
        }

        telemetry.Epochs.Add(_chunk.Count, _chunk.Kind == EventKind.OutputEpochs ? Telemetry.OutputPhase : Telemetry.CandidatePhase);
        var commit = queue.Begin();
        commit.Add(_chunk.ToEntry(commit.NextSeq, _now.Step, time.GetUtcNow()));
        _now.Write(commit.Changes);
        queue.Add(commit);
    }

    /// <summary>Logs the output weights as they are in mid-phase, as far as the budget for samples allows. Between epochs.</summary>
    public void SampleWeights(Trainer trainer)
    {
        if (trainer.Phase != TrainingPhase.Output || trainer.Epoch == _sampledEpoch || !SampleBudget.Allows(_sampleBytes, trainer.Epoch))
        {
            return;
        }

        _sampledEpoch = trainer.Epoch;
        var network = trainer.Network;
        var commit = Entry(
            EventKind.Topology,
            Weights(trainer.Epoch, network.HiddenUnits.Count, network.OutputWeights, phaseEnd: false),
            ContractsJson.Default.Topology);
        _sampleBytes += commit.Bytes;
        commit.Changes.SampleBytes(_sampleBytes);
        queue.Add(commit);
    }

    /// <summary>A commit with one entry that stands where the log has come to; the epochs before it are handed over first.</summary>
    public Commit Entry<T>(EventKind kind, T data, JsonTypeInfo<T> type, Queueing queueing = Queueing.Keep, bool release = false, bool reset = false)
    {
        Flush();
        var commit = queue.Begin(queueing, release, reset);
        commit.Add(LogEntry.Create(kind, commit.NextSeq, reset ? 0 : _now.Step, time.GetUtcNow(), data, type));
        if (!reset)
        {
            _now.Write(commit.Changes);
        }

        return commit;
    }

    /// <summary>Units and figures of the finished network.</summary>
    public void TakeFinalFigures(in TrainingFinished finished)
    {
        _now.HiddenUnits = finished.HiddenUnits;
        _now.Figures = Figures.Of(finished, _kind);
    }

    /// <summary>Counts a happening that has an entry of its own; false when the log has it.</summary>
    private bool Happen()
    {
        if (_step + 1 <= _logged)
        {
            _step++;
            return false;
        }

        Flush();
        _now.Step = ++_step;
        return true;
    }

    private Topology Weights(long epoch, int hiddenUnits, ReadOnlySpan<float> weights, bool phaseEnd)
    {
        var dataset = state.Description.Dataset;
        var rows = new float[dataset.Outputs][];
        var width = weights.Length / rows.Length;
        for (var o = 0; o < rows.Length; o++)
        {
            rows[o] = weights.Slice(o * width, width).ToArray();
        }

        return new Topology
        {
            InputUnits = dataset.Inputs,
            HiddenUnits = hiddenUnits,
            OutputUnits = dataset.Outputs,
            Epoch = epoch,
            PhaseEnd = phaseEnd,
            OutputWeights = rows,
        };
    }
}
