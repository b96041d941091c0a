using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>The candidates of one round, in blocks of four that are trained side by side.</summary>
internal sealed class CandidatePool : ITeamWork
{
    /// <summary>
    /// Multiplications of an epoch from which on it pays to share it: 6 µs of work with vectors of 512 bits, where two threads take
    /// two thirds of the time of one. They would be even at a third of that.
    /// </summary>
    private const long WorthSharing = 400_000;

    private readonly float[] _scores;
    private readonly CandidateBlock[] _blocks;
    private readonly PoolRanking _ranking;
    private CandidateScratch[] _scratch = [new()];
    private CandidateEpochTask _task;
    private int _failures;

    public CandidatePool(int size, int outputs, int expectedRows)
    {
        Size = size;
        _scores = new float[size];
        _ranking = new PoolRanking(size);
        _blocks = new CandidateBlock[(size + CandidateBlock.Size - 1) / CandidateBlock.Size];
        for (int b = 0; b < _blocks.Length; b++)
            _blocks[b] = new CandidateBlock(outputs, expectedRows);
    }

    public int Size { get; }

    /// <summary>S of each candidate after the last epoch.</summary>
    public ReadOnlySpan<float> Scores => _scores;

    /// <summary>The candidate that would be installed, and the score by which it is best: S, weighed where it competes with siblings.</summary>
    public int Best => _ranking.Best;

    public float BestScore => _ranking.BestScore;

    /// <summary>Number of the first sibling: it and those after it have no links to the deepest layer.</summary>
    public int FirstSibling { get; private set; }

    /// <summary>New candidates with random weights, candidate after candidate.</summary>
    public void Start(in PoolPlan plan, Xoshiro256 random, double range)
    {
        Clear(plan);
        for (int c = 0; c < Size; c++)
        {
            for (int row = 0; row < plan.Rows; row++)
                Block(c).SetWeight(c % CandidateBlock.Size, row, random.NextSymmetric(range));
        }

        Complete(plan);
    }

    /// <summary>Forgets all; candidates have the plan's activations, and zero weights.</summary>
    public void Clear(in PoolPlan plan)
    {
        FirstSibling = Size - plan.Siblings(Size);
        foreach (CandidateBlock block in _blocks)
            block.Clear(plan.Rows, plan.OutputWeights);
        for (int c = 0; c < Size; c++)
            Block(c).SetActivation(c % CandidateBlock.Size, plan.Activations[c % plan.Activations.Length]);
    }

    /// <summary>To be called when every candidate has its weights.</summary>
    public void Complete(in PoolPlan plan)
    {
        FillUnusedLanes();
        for (int b = 0; b < _blocks.Length; b++)
            _blocks[b].SetSiblings(Math.Clamp(FirstSibling - (b * CandidateBlock.Size), 0, CandidateBlock.Size), plan.UnlinkedRows);
    }

    /// <summary>One epoch, shared with <paramref name="team"/> where that pays. False when a weight became infinite or NaN.</summary>
    public bool Train(in CandidateEpochTask task, WorkerTeam? team, double descendantFactor)
    {
        _task = task;
        _failures = 0;
        long multiplications = 2L * task.Cache.Vectors * Lanes.Count * task.Cache.Rows * Size;
        if (team is null || _blocks.Length == 1 || multiplications < WorthSharing)
        {
            Run(0, 1);
        }
        else
        {
            while (_scratch.Length < team.Members)
                _scratch = [.. _scratch, new CandidateScratch()];
            team.Run(this);
        }

        for (int c = 0; c < Size; c++)
            _scores[c] = Block(c).Scores[c % CandidateBlock.Size];
        _ranking.Rank(_scores, FirstSibling, descendantFactor);
        return _failures == 0 && float.IsFinite(BestScore);
    }

    /// <summary>The best candidates, best first.</summary>
    public int[] BestOf(int count) => _ranking.BestOf(count);

    /// <summary>Trains every block whose number is <paramref name="part"/> modulo <paramref name="parts"/>; blocks share nothing that they write.</summary>
    public void Run(int part, int parts)
    {
        for (int b = part; b < _blocks.Length; b += parts)
            _blocks[b].BeginEpoch();

        int vectors = _task.Cache.Vectors;
        int batch = _task.BatchVectors;
        long update = _task.Updates;
        for (int first = 0; first < vectors; first += batch)
        {
            int end = Math.Min(first + batch, vectors);
            AddTiles(part, parts, first, end);
            if (_task.TwoPasses && !_task.CorrelationsOnly)
                AddSlopes(part, parts, first, end);

            // The fan-in is part of the divisor: bias, inputs and hidden units.
            var rule = new UpdateRule(_task.Phase, (double)_task.Cache.Patterns * _task.Cache.Rows, ++update);
            for (int b = part; b < _blocks.Length; b += parts)
            {
                if (!_blocks[b].EndBatch(_task, rule, last: end == vectors))
                    Interlocked.Increment(ref _failures);
            }
        }
    }

    public int LengthOf(CandidateVector vector) => _blocks[0].LengthOf(vector);

    public Activation ActivationOf(int candidate) => Block(candidate).ActivationOf(candidate % CandidateBlock.Size);

    /// <inheritdoc cref="CandidateBlock.FitOf"/>
    public UnitFit FitOf(int candidate, int output) => Block(candidate).FitOf(candidate % CandidateBlock.Size, output);

    /// <summary>A copy of something of one candidate.</summary>
    public float[] Save(CandidateVector vector, int candidate) => Block(candidate).ToArray(vector, candidate % CandidateBlock.Size);

    /// <summary>The reverse of <see cref="Save"/>.</summary>
    public void Load(CandidateVector vector, int candidate, ReadOnlySpan<float> values)
        => Block(candidate).CopyFrom(vector, candidate % CandidateBlock.Size, values);

    private CandidateBlock Block(int candidate) => _blocks[candidate / CandidateBlock.Size];

    /// <summary>Tile by tile, so that one block leaves the tile's activations in the cache for the next.</summary>
    private void AddTiles(int part, int parts, int firstVector, int endVector)
    {
        for (int b = part; b < _blocks.Length; b += parts)
            _blocks[b].BeginBatch(_task);

        int tile = 0;
        for (int first = firstVector; first < endVector; first += Lanes.TileVectors)
        {
            int count = Math.Min(Lanes.TileVectors, endVector - first);
            PatternRows rows = _task.Cache.Tile(first, count, _scratch[part].Tile);
            for (int b = part; b < _blocks.Length; b += parts)
                _blocks[b].AddTile(_task, rows, first, count, tile, _scratch[part]);
            tile++;
        }
    }

    private void AddSlopes(int part, int parts, int firstVector, int endVector)
    {
        int patterns = Math.Min(endVector * Lanes.Count, _task.Cache.Patterns) - (firstVector * Lanes.Count);
        for (int b = part; b < _blocks.Length; b += parts)
            _blocks[b].BeginSecondPass(_task, patterns);

        int tile = 0;
        for (int first = firstVector; first < endVector; first += Lanes.TileVectors)
        {
            int count = Math.Min(Lanes.TileVectors, endVector - first);
            PatternRows rows = _task.Cache.Tile(first, count, _scratch[part].Tile);
            for (int b = part; b < _blocks.Length; b += parts)
                _blocks[b].AddSlopes(_task, rows, first, count, tile);
            tile++;
        }
    }

    /// <summary>Lanes beyond the pool's size repeat the last candidate, so that they cannot diverge alone.</summary>
    private void FillUnusedLanes()
    {
        CandidateBlock last = _blocks[^1];
        int used = Size - ((_blocks.Length - 1) * CandidateBlock.Size);
        for (int lane = used; lane < CandidateBlock.Size; lane++)
            last.CopyLane(used - 1, lane);
    }
}
