using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>The candidates of one round, in blocks of four that are trained side by side.</summary>
internal sealed class CandidatePool : ITeamWork
{
    /// <summary>Multiplications of an epoch from which on it pays to wake other threads: some 20 µs of work.</summary>
    private const long WorthSharing = 400_000;

    private readonly int _outputs;
    private readonly float[] _scores;
    private readonly CandidateBlock[] _blocks;
    private CandidateScratch[] _scratch = [new()];
    private CandidateEpochTask _task;
    private int _failures;

    public CandidatePool(int size, int outputs, int expectedRows)
    {
        Size = size;
        _outputs = outputs;
        _scores = new float[size];
        _blocks = new CandidateBlock[(size + CandidateBlock.Size - 1) / CandidateBlock.Size];
        for (int b = 0; b < _blocks.Length; b++)
            _blocks[b] = new CandidateBlock(outputs, expectedRows);
    }

    public int Size { get; }

    /// <summary>S of each candidate after the last epoch.</summary>
    public ReadOnlySpan<float> Scores => _scores;

    public int Best { get; private set; }

    public float BestScore { get; private set; }

    /// <summary>New candidates with random weights, candidate after candidate.</summary>
    public void Start(Xoshiro256 random, double range, int rows)
    {
        Clear(rows);
        for (int c = 0; c < Size; c++)
        {
            for (int row = 0; row < rows; row++)
                Block(c).SetWeight(c % CandidateBlock.Size, row, random.NextSymmetric(range));
        }

        Complete();
    }

    /// <summary>Forgets all; from now on each candidate has <paramref name="rows"/> weights, all zero.</summary>
    public void Clear(int rows)
    {
        foreach (CandidateBlock block in _blocks)
            block.Clear(rows);
    }

    /// <summary>To be called when every candidate has its weights.</summary>
    public void Complete()
    {
        FillUnusedLanes();
        Rank();
    }

    /// <summary>One epoch, shared with <paramref name="team"/> where that pays. False when a weight became infinite or NaN.</summary>
    public bool Train(in CandidateEpochTask task, WorkerTeam? team)
    {
        _task = task;
        _failures = 0;
        long multiplications = 2L * task.Patterns.Vectors * Lanes.Count * task.Patterns.Rows * Size;
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

        Rank();
        return _failures == 0 && float.IsFinite(BestScore);
    }

    /// <summary>Trains every block whose number is <paramref name="part"/> modulo <paramref name="parts"/>; blocks share nothing that they write.</summary>
    public void Run(int part, int parts)
    {
        for (int b = part; b < _blocks.Length; b += parts)
            _blocks[b].Begin();

        // Tile by tile, so that one block leaves the tile's activations in the cache for the next.
        int vectors = _task.Patterns.Vectors;
        for (int first = 0; first < vectors; first += Lanes.TileVectors)
        {
            for (int b = part; b < _blocks.Length; b += parts)
                _blocks[b].AddTile(_task, first, Math.Min(Lanes.TileVectors, vectors - first), _scratch[part]);
        }

        for (int b = part; b < _blocks.Length; b += parts)
        {
            if (!_blocks[b].End(_task))
                Interlocked.Increment(ref _failures);
        }
    }

    public int LengthOf(CandidateVector vector) => _blocks[0].LengthOf(vector);

    /// <summary>A copy of something of one candidate.</summary>
    public float[] Save(CandidateVector vector, int candidate) => Block(candidate).ToArray(vector, candidate % CandidateBlock.Size);

    /// <summary>The reverse of <see cref="Save"/>.</summary>
    public void Load(CandidateVector vector, int candidate, ReadOnlySpan<float> values)
        => Block(candidate).CopyFrom(vector, candidate % CandidateBlock.Size, values);

    private CandidateBlock Block(int candidate) => _blocks[candidate / CandidateBlock.Size];

    private void Rank()
    {
        Best = 0;
        BestScore = 0;
        for (int c = 0; c < Size; c++)
        {
            float score = 0;
            for (int o = 0; o < _outputs; o++)
                score += MathF.Abs(Block(c).CorrelationOf(c % CandidateBlock.Size, o));
            _scores[c] = score;
            if (score > BestScore || float.IsNaN(score))
            {
                Best = c;
                BestScore = score;
            }
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
