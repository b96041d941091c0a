using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>The candidates of one round, in blocks of four that are trained side by side.</summary>
internal sealed unsafe class CandidatePool
{
    private readonly int _outputs;
    private readonly int _residualStride;
    private readonly float[] _scores;
    private readonly CandidateBlock[] _blocks;
    private readonly CandidateScratch _scratch = new();

    public CandidatePool(int size, int patterns, int outputs, int expectedRows)
    {
        Size = size;
        _outputs = outputs;
        _residualStride = ActivationCache.StrideFor(patterns);
        Residuals = new AlignedBuffer(checked(outputs * _residualStride));
        _scores = new float[size];
        _blocks = new CandidateBlock[(size + CandidateBlock.Size - 1) / CandidateBlock.Size];
        for (int b = 0; b < _blocks.Length; b++)
            _blocks[b] = new CandidateBlock(outputs, expectedRows);
    }

    public int Size { get; }

    /// <summary>One row per output: residual errors, centred and normalised.</summary>
    public AlignedBuffer Residuals { get; }

    /// <summary>S of each candidate after the last epoch.</summary>
    public ReadOnlySpan<float> Scores => _scores;

    public int Best { get; private set; }

    public float BestScore { get; private set; }

    /// <summary>New candidates with random weights, candidate after candidate.</summary>
    public void Start(Xoshiro256 random, double range, int rows)
    {
        foreach (CandidateBlock block in _blocks)
            block.Clear(rows);

        for (int c = 0; c < Size; c++)
        {
            for (int row = 0; row < rows; row++)
                _blocks[c / CandidateBlock.Size].SetWeight(c % CandidateBlock.Size, row, random.NextSymmetric(range));
        }

        FillUnusedLanes();
        Array.Clear(_scores);
        Best = 0;
        BestScore = 0;
    }

    /// <summary>One epoch; the first of a round only measures correlations. False when a weight became infinite or NaN.</summary>
    public bool Train(in PatternRows patterns, Activation activation, in QuickpropConstants constants, bool correlationsOnly)
    {
        bool finite = true;
        foreach (CandidateBlock block in _blocks)
            finite &= block.Train(patterns, Residuals, _residualStride, activation, constants, correlationsOnly, _scratch);

        Rank();
        return finite && float.IsFinite(BestScore);
    }

    public float[] WeightsOf(int candidate) => Block(candidate).WeightsOf(candidate % CandidateBlock.Size);

    /// <summary>The candidate's last correlation with one output's residual.</summary>
    public float CorrelationOf(int candidate, int output) => Block(candidate).CorrelationOf(candidate % CandidateBlock.Size, output);

    private CandidateBlock Block(int candidate) => _blocks[candidate / CandidateBlock.Size];

    private void Rank()
    {
        Best = 0;
        BestScore = 0;
        for (int c = 0; c < Size; c++)
        {
            float score = 0;
            for (int o = 0; o < _outputs; o++)
                score += MathF.Abs(CorrelationOf(c, o));
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
