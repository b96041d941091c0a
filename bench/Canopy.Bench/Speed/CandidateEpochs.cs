using System.Diagnostics;
using Canopy.CasCor;

namespace Canopy.Bench.Speed;

/// <summary>A trainer in a candidate phase that never ends, to time its epochs.</summary>
internal sealed class CandidateEpochs : IDisposable
{
    /// <summary>Flops of an activation, by convention: the sigmoid's ten multiplications and additions of its polynomials, fused, and two more.</summary>
    private const double FlopsPerActivation = 22;

    private readonly Trainer _trainer;
    private readonly int _patterns;
    private readonly int _pool;
    private readonly int _rows;

    /// <param name="patterns">N.</param>
    /// <param name="pool">P, candidates.</param>
    /// <param name="rows">D, what each candidate sees: the bias and the inputs.</param>
    /// <param name="threads">Threads that share the candidates.</param>
    public CandidateEpochs(int patterns, int pool, int rows, int threads)
    {
        (_patterns, _pool, _rows) = (patterns, pool, rows);
        var forever = new PhaseOptions { Epsilon = 1.0, Decay = 0.0, Patience = 1_000_000, MaxEpochs = 10_000_000 };
        var options = TrainingPresets.Fahlman1990 with
        {
            PoolSize = pool,
            Threads = threads,
            Candidate = forever,
            Output = TrainingPresets.Fahlman1990.Output with { MaxEpochs = 1 },
        };
        _trainer = new Trainer(SyntheticData.Classification(patterns, rows - 1, seed: 1), options, seed: 1);
        while (_trainer.Phase is not TrainingPhase.Candidate)
        {
            _trainer.TrainEpoch();
        }

        // The first one only measures correlations.
        _trainer.TrainEpoch();
    }

    /// <summary>4NPD + 4NPO + NP(5 + A) + 12PD for one output and A flops an activation.</summary>
    public double FlopsPerEpoch
        => (4.0 * _patterns * _pool * _rows) + (4.0 * _patterns * _pool) + (_patterns * _pool * (5.0 + FlopsPerActivation)) + (12.0 * _pool * _rows);

    /// <summary>Connections to the candidates, evaluated once per pattern and epoch.</summary>
    public double CrossingsPerEpoch => (double)_patterns * _pool * _rows;

    /// <summary>Trains one epoch, which wakes the threads, and this many more; returns the seconds that one of those took.</summary>
    public double Run(int epochs)
    {
        Train();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < epochs; i++)
        {
            Train();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / epochs;
    }

    public void Dispose() => _trainer.Dispose();

    private void Train()
    {
        if (!_trainer.TrainEpoch())
        {
            throw new InvalidOperationException($"The candidate phase ended: {_trainer.FinishReason}.");
        }
    }
}
