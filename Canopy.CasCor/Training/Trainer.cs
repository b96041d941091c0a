using Canopy.CasCor.Checkpoints;
using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;
using Canopy.CasCor.Training;

namespace Canopy.CasCor;

/// <summary>
/// Trains one network by Cascade-Correlation (S. E. Fahlman and C. Lebiere, CMU-CS-90-100, 1990), an epoch at a time.
/// Not thread-safe: one caller at a time.
/// </summary>
/// <remarks>
/// The same data, options and seed give the same network, bit for bit, whatever the number of threads, on every machine.
/// Where the paper leaves details open they are those of the authors' C program 1.33, with the mean of the correlation
/// as the paper has it. Successors of the algorithm are options. An epoch allocates nothing; memory is taken at construction and when a unit is installed.
/// </remarks>
public sealed class Trainer : IDisposable
{
    private readonly TrainingState _state;
    private readonly ITrainingObserver? _observer;

    // Of the weights before the epoch's update, like the epoch's other figures.
    private EpochFigures _validation = EpochFigures.None;

    /// <summary>Starts with a network without hidden units.</summary>
    /// <param name="data">What to learn. Regression targets are best standardised: step sizes depend on their scale.</param>
    /// <param name="options">How to learn it.</param>
    /// <param name="seed">Decides the initial weights; every value is fine.</param>
    /// <param name="observer">Sees the run; see <see cref="ITrainingObserver"/>.</param>
    /// <exception cref="InvalidOptionsException">An option is out of range.</exception>
    public Trainer(Dataset data, TrainingOptions options, ulong seed, ITrainingObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        OptionCatalogue.ThrowIfInvalid(options, data);

        _observer = observer;
        _state = new TrainingState(data, options, new Xoshiro256(seed));
        _state.Layer.Initialise(_state.Random, options.WeightRange);
    }

    private Trainer(TrainingState state, ITrainingObserver? observer)
    {
        _state = state;
        _observer = observer;
    }

    /// <summary>Name of the numeric profile of this version, as written into checkpoints (docs/decisions/0002).</summary>
    public static string NumericProfile => Numerics.NumericProfile.Name;

    /// <summary>What the next epoch will train.</summary>
    public TrainingPhase Phase => _state.Phase;

    /// <summary>Completed epochs, output and candidate together.</summary>
    public long Epoch => _state.Epoch;

    /// <summary>Installed hidden units.</summary>
    public int HiddenUnits => _state.Units.Count;

    /// <summary>Connection crossings so far: connections to the units in training, evaluated once per pattern and epoch.</summary>
    public long ConnectionCrossings => _state.ConnectionCrossings;

    /// <summary>Why training ended; null while it goes on.</summary>
    public FinishReason? FinishReason => _state.Result?.Reason;

    /// <summary>How training ended, with the figures of the final network; null while it goes on.</summary>
    public TrainingFinished? Result => _state.Result;

    /// <summary>The options in force.</summary>
    public TrainingOptions Options => _state.Options;

    /// <summary>The network as it stands: a copy that later epochs leave alone.</summary>
    public Network Network => _state.ToNetwork();

    /// <summary>The threads that help with candidates; null while there are none.</summary>
    internal WorkerTeam? Team { get; private set; }

    /// <summary>Goes on from a checkpoint, to the same bits as the run that was saved. The data must be the checkpoint's data.</summary>
    /// <exception cref="InvalidCheckpointException">Damaged, truncated, from a newer version, or of other data.</exception>
    public static Trainer Restore(ReadOnlySpan<byte> checkpoint, Dataset data, ITrainingObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new Trainer(StateReader.Read(checkpoint, data), observer);
    }

    /// <summary>
    /// Trains one epoch. True when an epoch was completed; false when training had ended, or ends now without completing
    /// one: by victory (which is seen before the weights are changed, and not counted) or by divergence.
    /// </summary>
    public bool TrainEpoch()
    {
        if (Phase is TrainingPhase.Finished)
            return false;

        if (Epoch == 0)
            _observer?.OnPhaseStarted(new PhaseStarted(TrainingPhase.Output, 0, 0));
        if (Epoch >= Options.MaxEpochs)
        {
            Finish(CasCor.FinishReason.MaxEpochs);
            return false;
        }

        bool completed = Phase is TrainingPhase.Output ? TrainOutputEpoch() : TrainCandidateEpoch();
        if (completed && Phase is not TrainingPhase.Finished && Epoch >= Options.MaxEpochs)
            Finish(CasCor.FinishReason.MaxEpochs);
        return completed;
    }

    /// <summary>
    /// Changes the options from the next epoch on; pool size and weight range from the next round on. Patience and thresholds
    /// apply to the phase under way. What <see cref="OptionDescriptor.CanChangeWhileRunning"/> denies is fixed for the run.
    /// </summary>
    /// <exception cref="InvalidOptionsException">A value is out of range, or may not change; nothing was changed.</exception>
    public void ChangeOptions(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<FieldError> errors = OptionCatalogue.CheckChange(Options, options);
        if (errors.Count > 0)
            throw new InvalidOptionsException(errors);

        _state.Options = options;
    }

    /// <summary>Writes everything needed to go on from here, bit for bit (docs/checkpoint-format.md).</summary>
    public byte[] SaveCheckpoint() => StateWriter.Write(_state);

    /// <summary>Ends the threads that help with candidates. Training can go on: they come back when they are needed.</summary>
    public void Dispose()
    {
        Team?.Dispose();
        Team = null;
    }

    private bool TrainOutputEpoch()
    {
        OutputLayer layer = _state.Layer;
        bool inBatches = Options.Output.BatchSize > 0;
        if (!(inBatches ? TrainInBatches(out EpochFigures figures) : TrainOnAll(out figures)))
            return false;

        // With mini-batches the row is of many weights: validation then takes the last.
        EpochFigures validation = inBatches ? Validate() : _validation;
        _state.Epoch++;
        _state.ConnectionCrossings += (long)_state.Training.Patterns * _state.Cache.Rows * _state.Data.Outputs;
        _observer?.OnOutputEpoch(new OutputEpoch(
            Epoch, HiddenUnits, figures.Loss, figures.Accuracy, figures.ErrorBits, validation.Loss, validation.Accuracy));

        if (inBatches && IsVictory(figures) && layer.Evaluate(_state.Cache, Options.ErrorBitThreshold) is var exact && IsVictory(exact))
            Finish(CasCor.FinishReason.Victory, exact);
        else if (IsPhaseOverAfter(figures.Error, Options.Output))
            EndOutputPhase();
        return true;
    }

    /// <summary>One evaluation and one update; false when training ends instead.</summary>
    private bool TrainOnAll(out EpochFigures figures)
    {
        OutputLayer layer = _state.Layer;
        figures = layer.Evaluate(_state.Cache, Options.ErrorBitThreshold);
        if (!figures.IsFinite)
        {
            layer.Weights.ReturnToKept();
            return Finish(CasCor.FinishReason.Diverged);
        }

        if (IsVictory(figures))
            return Finish(CasCor.FinishReason.Victory, figures);

        _validation = Validate();
        return layer.Step(new UpdateRule(Options.Output, _state.Training.Patterns, ++_state.Updates)) || Finish(CasCor.FinishReason.Diverged);
    }

    private bool TrainInBatches(out EpochFigures figures)
    {
        long updates = _state.Updates;
        bool finite = _state.Layer.TrainInBatches(_state.Cache, Options, ref updates, out figures);
        _state.Updates = updates;
        if (finite)
            return true;

        _state.Layer.Weights.ReturnToKept();
        return Finish(CasCor.FinishReason.Diverged);
    }

    private void EndOutputPhase()
    {
        CompareWithBest();
        if (HiddenUnits >= Options.MaxHiddenUnits)
        {
            Finish(CasCor.FinishReason.MaxHiddenUnits);
            return;
        }

        if (_state.Best is { } best && best.PhasesSince >= Options.ValidationPatience)
        {
            Finish(CasCor.FinishReason.EarlyStopped);
            return;
        }

        ReportOutputWeights();
        if (Options.Output.BatchSize > 0)
            _state.Layer.ComputeResidualsAfterBatches(_state.Cache);
        else
            _state.Layer.ComputeResiduals();
        Start(TrainingPhase.Candidate, Stagnation.OfCandidates);
    }

    /// <summary>With validation: keeps the network as it stands when it is the best so far.</summary>
    private void CompareWithBest()
    {
        if (_state.Validation is null)
            return;

        WeightRows weights = _state.Layer.Weights;
        float loss = Validate().Loss;
        _state.Best = _state.Best is { } best && !(loss < best.Loss)
            ? best with { PhasesSince = best.PhasesSince + 1 }
            : new BestNetwork(loss, HiddenUnits, weights.Compact(weights.Values).ToArray(), PhasesSince: 0);
    }

    private EpochFigures Validate() => _state.Validation?.Evaluate(_state.Layer.Weights, Options.ErrorBitThreshold) ?? EpochFigures.None;

    private bool TrainCandidateEpoch()
    {
        bool first = !_state.PoolStarted;
        if (!CandidatePhase.TrainEpoch(_state, Gather()))
            return Finish(CasCor.FinishReason.Diverged);

        _observer?.OnCandidateEpoch(new CandidateEpoch(Epoch, HiddenUnits, _state.Pool.Best), _state.Pool.Scores);
        if (!first && IsPhaseOverAfter(_state.Pool.BestScore, Options.Candidate))
            InstallBest();
        return true;
    }

    private void InstallBest()
    {
        foreach ((HiddenUnit unit, int candidate) in CandidatePhase.Install(_state))
        {
            var installed = new UnitInstalled(unit.Index, Epoch, candidate, _state.Pool.Scores[candidate], unit.Activation, unit.Layer);
            _observer?.OnUnitInstalled(installed, unit.Weights);
        }

        Start(TrainingPhase.Output, Stagnation.OfOutputs);
    }

    private void Start(TrainingPhase phase, Stagnation stagnation)
    {
        _state.Phase = phase;
        _state.Stagnation = stagnation;
        _state.Updates = 0;

        // Quickprop and iRPROP− go on from what they know (as the C program does); Adam's means are of the old error.
        if (phase is TrainingPhase.Output && Options.Output.Optimiser is Optimiser.Adam)
            _state.Layer.Weights.ForgetMemory();
        _observer?.OnPhaseStarted(new PhaseStarted(phase, Epoch, HiddenUnits));
    }

    private bool IsPhaseOverAfter(double measure, PhaseOptions options)
    {
        Stagnation stagnation = _state.Stagnation;
        bool over = stagnation.IsOverAfter(measure, options);
        _state.Stagnation = stagnation;
        return over;
    }

    private bool IsVictory(in EpochFigures figures)
        => _state.Data.Kind is ProblemKind.Regression ? figures.ErrorIndex <= Options.ErrorIndexThreshold : figures.ErrorBits == 0;

    private bool Finish(FinishReason reason)
    {
        bool limit = reason is CasCor.FinishReason.MaxEpochs or CasCor.FinishReason.MaxHiddenUnits;
        EpochFigures figures = _state.Layer.Evaluate(_state.Cache, Options.ErrorBitThreshold);

        // A limit was reached, yet the last step may have solved the problem.
        return Finish(limit && IsVictory(figures) ? CasCor.FinishReason.Victory : reason, figures);
    }

    private bool Finish(FinishReason reason, EpochFigures figures)
    {
        bool returned = reason is not CasCor.FinishReason.Diverged && ReturnToBest();
        if (returned)
            figures = _state.Layer.Evaluate(_state.Cache, Options.ErrorBitThreshold);
        if (returned || Phase is TrainingPhase.Output)
            ReportOutputWeights();

        EpochFigures validation = Validate();
        _state.Phase = TrainingPhase.Finished;
        _state.PoolStarted = false;
        _state.Result = new TrainingFinished(
            reason, Epoch, HiddenUnits, figures.Loss, figures.Accuracy, figures.ErrorBits, validation.Loss, validation.Accuracy);
        _observer?.OnFinished(_state.Result.Value);
        return false;
    }

    /// <summary>With validation the network with the lowest loss there is the result; false when that is the one that stands.</summary>
    private bool ReturnToBest()
    {
        if (_state.Best is not { } best || !(best.Loss < Validate().Loss))
            return false;

        _state.ReturnTo(best);
        return true;
    }

    private void ReportOutputWeights()
        => _observer?.OnOutputWeights(Epoch, HiddenUnits, _state.Layer.Weights.Compact(_state.Layer.Weights.Values));

    /// <summary>Brings the team to the size that the options ask for.</summary>
    private WorkerTeam? Gather()
    {
        int members = Options.Threads;
        if (Team is not null && Team.Members != members)
            Dispose();
        if (Team is null && members > 1)
            Team = new WorkerTeam(members);
        return Team;
    }
}
