using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;
using Canopy.CasCor.Training;

namespace Canopy.CasCor;

/// <summary>
/// Trains one network by Cascade-Correlation (S. E. Fahlman and C. Lebiere, CMU-CS-90-100, 1990), an epoch at a time.
/// Not thread-safe: one caller at a time.
/// </summary>
public sealed class Trainer : IDisposable
{
    private readonly Dataset _data;
    private readonly ITrainingObserver? _observer;
    private readonly Xoshiro256 _random;
    private readonly ActivationCache _cache;
    private readonly OutputLayer _layer;
    private readonly List<HiddenUnit> _units = [];
    private CandidatePool _pool;
    private Stagnation _stagnation = Stagnation.OfOutputs;
    private bool _poolStarted;

    /// <summary>Starts with a network without hidden units.</summary>
    /// <exception cref="InvalidOptionsException">An option is out of range.</exception>
    public Trainer(Dataset data, TrainingOptions options, ulong seed, ITrainingObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        OptionCatalogue.ThrowIfInvalid(options);

        _data = data;
        Options = options;
        _observer = observer;
        _random = new Xoshiro256(seed);
        int expectedUnits = Math.Min(options.MaxHiddenUnits, 32);
        _cache = new ActivationCache(data, expectedUnits);
        _layer = new OutputLayer(data, options.OutputActivation, options.SigmoidPrimeOffset, expectedUnits);
        _layer.Initialise(_random, options.WeightRange);
        _pool = NewPool();
    }

    /// <summary>Name of the numeric profile of this machine, as written into checkpoints (docs/decisions/0002).</summary>
    public static string NumericProfile => Numerics.NumericProfile.Name;

    /// <summary>What the next epoch will train.</summary>
    public TrainingPhase Phase { get; private set; } = TrainingPhase.Output;

    /// <summary>Completed epochs, output and candidate together.</summary>
    public long Epoch { get; private set; }

    /// <summary>Installed hidden units.</summary>
    public int HiddenUnits => _units.Count;

    /// <summary>Connection crossings so far: connections evaluated forward, once per pattern, in all epochs.</summary>
    public long ConnectionCrossings { get; private set; }

    /// <summary>Why training ended; null while it goes on.</summary>
    public FinishReason? FinishReason => Result?.Reason;

    /// <summary>How training ended; null while it goes on.</summary>
    public TrainingFinished? Result { get; private set; }

    /// <summary>The options in force.</summary>
    public TrainingOptions Options { get; private set; }

    /// <summary>The network as it stands: a copy that later epochs leave alone.</summary>
    public Network Network
        => new(_data.Inputs, _data.Outputs, Options.OutputActivation, _units, _layer.Weights.ToArray(_layer.Weights.Values));

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

    /// <summary>Changes the options from the next epoch on. Pool size, activations, weight range and problem are fixed for the rest of a round or the run, as documented.</summary>
    public void ChangeOptions(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<FieldError> errors = OptionCatalogue.CheckChange(Options, options);
        if (errors.Count > 0)
            throw new InvalidOptionsException(errors);

        Options = options;
    }

    /// <summary>Writes everything needed to go on from here, bit for bit.</summary>
    public byte[] SaveCheckpoint() => throw new NotSupportedException();

    /// <summary>Goes on from a checkpoint. The data must be the checkpoint's data.</summary>
    /// <exception cref="InvalidCheckpointException">Damaged, truncated, from a newer version, or of other data.</exception>
    public static Trainer Restore(ReadOnlySpan<byte> checkpoint, Dataset data, ITrainingObserver? observer = null)
        => throw new NotSupportedException();

    /// <summary>Ends the threads that help with candidates.</summary>
    public void Dispose()
    {
    }

    private bool TrainOutputEpoch()
    {
        PatternRows patterns = _cache.Rows;
        EpochFigures figures = _layer.Evaluate(patterns, Options);
        if (!figures.IsFinite)
        {
            _layer.Weights.ReturnToKept();
            Finish(CasCor.FinishReason.Diverged);
            return false;
        }

        if (IsVictory(figures))
        {
            Finish(CasCor.FinishReason.Victory, figures);
            return false;
        }

        if (!_layer.Step(patterns, Options.Output))
        {
            Finish(CasCor.FinishReason.Diverged);
            return false;
        }

        Epoch++;
        ConnectionCrossings += (long)_data.Patterns * patterns.Rows * _data.Outputs;
        _observer?.OnOutputEpoch(new OutputEpoch(Epoch, _units.Count, figures.Loss, figures.Accuracy, figures.ErrorBits));
        if (_stagnation.IsOverAfter(figures.SquaredError, Options.Output))
            EndOutputPhase();
        return true;
    }

    private void EndOutputPhase()
    {
        if (_units.Count >= Options.MaxHiddenUnits)
        {
            Finish(CasCor.FinishReason.MaxHiddenUnits);
            return;
        }

        ReportOutputWeights();
        Phase = TrainingPhase.Candidate;
        _stagnation = Stagnation.OfCandidates;
        _poolStarted = false;
        _observer?.OnPhaseStarted(new PhaseStarted(Phase, Epoch, _units.Count));
    }

    private bool TrainCandidateEpoch()
    {
        PatternRows patterns = _cache.Rows;
        bool first = !_poolStarted;
        if (first && !StartPool(patterns))
        {
            Finish(CasCor.FinishReason.Diverged);
            return false;
        }

        // The fan-in is part of the divisor: bias, inputs and hidden units.
        var constants = QuickpropConstants.Of(Options.Candidate, (double)_data.Patterns * patterns.Rows);
        if (!_pool.Train(patterns, Options.HiddenActivation, constants, correlationsOnly: first))
        {
            Finish(CasCor.FinishReason.Diverged);
            return false;
        }

        Epoch++;
        ConnectionCrossings += (long)_data.Patterns * patterns.Rows * _pool.Size;
        _observer?.OnCandidateEpoch(new CandidateEpoch(Epoch, _units.Count, _pool.Best), _pool.Scores);
        if (!first && _stagnation.IsOverAfter(_pool.BestScore, Options.Candidate))
            InstallBest();
        return true;
    }

    private bool StartPool(in PatternRows patterns)
    {
        if (_pool.Size != Options.PoolSize)
            _pool = NewPool();

        _pool.Start(_random, Options.WeightRange, patterns.Rows);
        _poolStarted = true;
        return _layer.ComputeResiduals(patterns, Options, _pool.Residuals);
    }

    private void InstallBest()
    {
        int winner = _pool.Best;
        var unit = new HiddenUnit(_units.Count, Options.HiddenActivation, _pool.WeightsOf(winner));

        // Regression follows the C program, which divides by the units when it trains by error index.
        double multiplier = _data.Kind is ProblemKind.Regression ? Options.WeightMultiplier / unit.Weights.Length : Options.WeightMultiplier;
        float[] outputWeights = new float[_data.Outputs];
        for (int o = 0; o < outputWeights.Length; o++)
            outputWeights[o] = (float)(-_pool.CorrelationOf(winner, o) * multiplier);

        _cache.Add(unit);
        _layer.AddUnit(outputWeights);
        _units.Add(unit);
        Phase = TrainingPhase.Output;
        _stagnation = Stagnation.OfOutputs;
        _observer?.OnUnitInstalled(new UnitInstalled(unit.Index, Epoch, winner, _pool.BestScore, unit.Activation), unit.Weights);
        _observer?.OnPhaseStarted(new PhaseStarted(Phase, Epoch, _units.Count));
    }

    private void Finish(FinishReason reason)
    {
        EpochFigures figures = _layer.Evaluate(_cache.Rows, Options);

        // A limit was reached, yet the last step may have solved the problem.
        if (reason is CasCor.FinishReason.MaxEpochs or CasCor.FinishReason.MaxHiddenUnits && IsVictory(figures))
            reason = CasCor.FinishReason.Victory;
        Finish(reason, figures);
    }

    private void Finish(FinishReason reason, in EpochFigures figures)
    {
        if (Phase is TrainingPhase.Output)
            ReportOutputWeights();

        Phase = TrainingPhase.Finished;
        Result = new TrainingFinished(reason, Epoch, _units.Count, figures.Loss, figures.Accuracy, figures.ErrorBits);
        _observer?.OnFinished(Result.Value);
    }

    private void ReportOutputWeights()
        => _observer?.OnOutputWeights(Epoch, _units.Count, _layer.Weights.ToArray(_layer.Weights.Values));

    private bool IsVictory(in EpochFigures figures)
        => _data.Kind is ProblemKind.Regression ? figures.ErrorIndex <= Options.ErrorIndexThreshold : figures.ErrorBits == 0;

    private CandidatePool NewPool()
        => new(Options.PoolSize, _data.Patterns, _data.Outputs, 1 + _data.Inputs + Math.Min(Options.MaxHiddenUnits, 32));
}
