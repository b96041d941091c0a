using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Canopy.Bench.Speed;

/// <summary>
/// A candidate epoch as one would write it first: a loop over candidates, patterns and connections, one number at a time. It
/// computes what the engine's computes, but for the quickprop step, which is a plain one here.
/// </summary>
internal sealed class PlainEpoch
{
    private const float StepSize = 1e-3f;

    private readonly float[][] _patterns;
    private readonly float[] _residuals;
    private readonly float[][] _weights;
    private readonly float[] _correlations;
    private readonly float[] _slopes;

    /// <inheritdoc cref="CandidateEpochs(int, int, int, int)"/>
    public PlainEpoch(int patterns, int pool, int rows)
    {
        var random = new Random(1);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
        _patterns = [.. Enumerable.Range(0, patterns).Select(_ => Values(rows))];
        _weights = [.. Enumerable.Range(0, pool).Select(_ => Values(rows))];
        _residuals = Values(patterns);
        _correlations = new float[pool];
        _slopes = new float[rows];
    }

    /// <summary>Runs one epoch and returns the seconds it took.</summary>
    public double Run()
    {
        var start = Stopwatch.GetTimestamp();
        Train();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Train()
    {
        for (var c = 0; c < _weights.Length; c++)
        {
            var weights = _weights[c];
            var sign = _correlations[c] < 0 ? 1f : -1f;
            var correlation = 0f;
            Array.Clear(_slopes);
            for (var p = 0; p < _patterns.Length; p++)
            {
                var inputs = _patterns[p];
                var net = 0f;
                for (var i = 0; i < inputs.Length; i++)
                {
                    net += weights[i] * inputs[i];
                }

                var value = (1f / (1f + MathF.Exp(-net))) - 0.5f;
                var delta = (0.25f - (value * value)) * sign * _residuals[p];
                correlation += value * _residuals[p];
                for (var i = 0; i < inputs.Length; i++)
                {
                    _slopes[i] += delta * inputs[i];
                }
            }

            _correlations[c] = correlation;
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] -= StepSize * _slopes[i];
            }
        }
    }
}
