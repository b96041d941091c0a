using Canopy.CasCor.Data;
using Canopy.CasCor.Numerics;
using Canopy.CasCor.Options;

namespace Canopy.CasCor.Training;

/// <summary>Everything that training changes, between two epochs; what a checkpoint holds, or can compute again.</summary>
internal sealed class TrainingState
{
    /// <summary>Rows to make room for at first; more are added as units come.</summary>
    private const int UnitsExpectedAtMost = 32;

    /// <summary>A network without hidden units and with zero weights.</summary>
    public TrainingState(Dataset data, TrainingOptions options, Xoshiro256 random)
    {
        Data = data;
        Options = options;
        Random = random;
        Activations = options.HiddenActivation.Members();
        (Training, Dataset? validation) = Split(data, options);
        int expectedUnits = Math.Min(options.MaxHiddenUnits, UnitsExpectedAtMost);
        Cache = new ActivationCache(Training, expectedUnits, options.CacheMegabytes);
        Layer = new OutputLayer(Training, options, expectedUnits);
        Validation = validation is null ? null : new ValidationSet(validation, options, expectedUnits);
        Pool = NewPool(options.PoolSize);
    }

    /// <summary>All patterns.</summary>
    public Dataset Data { get; }

    /// <summary>The patterns that are trained on.</summary>
    public Dataset Training { get; }

    /// <summary>The patterns that are not; null without validation.</summary>
    public ValidationSet? Validation { get; }

    public TrainingOptions Options { get; set; }

    /// <summary>The activations that candidates take turns with.</summary>
    public Activation[] Activations { get; }

    public Xoshiro256 Random { get; }

    public ActivationCache Cache { get; }

    public OutputLayer Layer { get; }

    public List<HiddenUnit> Units { get; } = [];

    /// <summary>The deepest unit's layer; 0 without units.</summary>
    public int Depth => Units.Count == 0 ? 0 : Units.Max(u => u.Layer);

    public TrainingPhase Phase { get; set; } = TrainingPhase.Output;

    public long Epoch { get; set; }

    /// <summary>Updates of weights in the phase under way.</summary>
    public long Updates { get; set; }

    public long ConnectionCrossings { get; set; }

    public TrainingFinished? Result { get; set; }

    /// <summary>With validation, the best network so far; null before the first output phase has ended.</summary>
    public BestNetwork? Best { get; set; }

    /// <summary>How near the phase is to its end.</summary>
    public Stagnation Stagnation { get; set; } = Stagnation.OfOutputs;

    public CandidatePool Pool { get; private set; }

    /// <summary>The pool holds this round's candidates; false until the round's first epoch.</summary>
    public bool PoolStarted { get; set; }

    /// <summary>Makes room for <paramref name="size"/> candidates of the network as it stands.</summary>
    public void SizePool(int size)
    {
        if (Pool.Size != size)
            Pool = NewPool(size);
    }

    /// <summary>Adds a frozen unit to the network.</summary>
    public void Install(HiddenUnit unit, ReadOnlySpan<float> outputWeights)
    {
        Cache.Add(unit);
        Validation?.Add(unit);
        Layer.AddUnit(outputWeights);
        Units.Add(unit);
    }

    /// <summary>Returns to a network that this one has grown from.</summary>
    public void ReturnTo(BestNetwork network)
    {
        int rows = 1 + Training.Inputs + network.HiddenUnits;
        Units.RemoveRange(network.HiddenUnits, Units.Count - network.HiddenUnits);
        Cache.Truncate(rows);
        Validation?.Truncate(rows);
        Layer.Weights.Truncate(rows, network.OutputWeights);
    }

    public Network ToNetwork()
        => new(Data.Inputs, Data.Outputs, Options.OutputActivation, Units, Layer.Weights.Compact(Layer.Weights.Values));

    /// <summary>Patterns are shuffled only where the order matters, so that other runs do not depend on the split's seed.</summary>
    private static (Dataset Training, Dataset? Validation) Split(Dataset data, TrainingOptions options)
    {
        if (options is { ValidationShare: 0, Output.BatchSize: 0, Candidate.BatchSize: 0 })
            return (data, null);

        (int[] training, int[] validation) = DataSplit.Create(data, options.ValidationShare, (ulong)options.SplitSeed);
        return (data.Select(training), validation.Length == 0 ? null : data.Select(validation));
    }

    private CandidatePool NewPool(int size)
        => new(size, Data.Outputs, 1 + Data.Inputs + Math.Max(Units.Count, Math.Min(Options.MaxHiddenUnits, UnitsExpectedAtMost)));
}
