using Canopy.CasCor.Numerics;

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
        int expectedUnits = Math.Min(options.MaxHiddenUnits, UnitsExpectedAtMost);
        Cache = new ActivationCache(data, expectedUnits);
        Layer = new OutputLayer(data, options.OutputActivation, options.SigmoidPrimeOffset, expectedUnits);
        Pool = NewPool(options.PoolSize);
    }

    public Dataset Data { get; }

    public TrainingOptions Options { get; set; }

    public Xoshiro256 Random { get; }

    public ActivationCache Cache { get; }

    public OutputLayer Layer { get; }

    public List<HiddenUnit> Units { get; } = [];

    public TrainingPhase Phase { get; set; } = TrainingPhase.Output;

    public long Epoch { get; set; }

    public long ConnectionCrossings { get; set; }

    public TrainingFinished? Result { get; set; }

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
        Layer.AddUnit(outputWeights);
        Units.Add(unit);
    }

    public Network ToNetwork()
        => new(Data.Inputs, Data.Outputs, Options.OutputActivation, Units, Layer.Weights.Compact(Layer.Weights.Values));

    private CandidatePool NewPool(int size)
        => new(size, Data.Outputs, 1 + Data.Inputs + Math.Max(Units.Count, Math.Min(Options.MaxHiddenUnits, UnitsExpectedAtMost)));
}
