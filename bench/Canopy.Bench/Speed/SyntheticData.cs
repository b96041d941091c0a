using Canopy.CasCor;

namespace Canopy.Bench.Speed;

/// <summary>Data sets of any size from a seed: inputs uniform in ±1, targets of a small random network of tanh units.</summary>
internal static class SyntheticData
{
    private const int Units = 6;

    private const double TurnedLabels = 0.02;

    private const double Noise = 0.1;

    /// <summary>Two classes, by the sign of the network's sum; one label in fifty is turned, so that no small network solves it.</summary>
    public static Dataset Classification(int patterns, int inputs, int seed)
    {
        var (values, sums) = Sample(patterns, inputs, seed);
        var random = new Random(seed + 1);
        return new Dataset(
            "classification",
            ProblemKind.Classification,
            inputs,
            1,
            values,
            [.. sums.Select(s => s > 0 == random.NextDouble() > TurnedLabels ? 0.5f : -0.5f)]);
    }

    /// <summary>The network's sum, standardised, plus noise.</summary>
    public static Dataset Regression(int patterns, int inputs, int seed)
    {
        var (values, sums) = Sample(patterns, inputs, seed);
        var mean = sums.Average();
        var deviation = Math.Sqrt(sums.Average(s => (s - mean) * (s - mean)));
        var noise = new Random(seed + 1);
        return new Dataset(
            "regression",
            ProblemKind.Regression,
            inputs,
            1,
            values,
            [.. sums.Select(s => (float)(((s - mean) / deviation) + (Noise * Symmetric(noise))))]);
    }

    private static (float[] Inputs, double[] Sums) Sample(int patterns, int inputs, int seed)
    {
        var random = new Random(seed);
        var range = 4 / Math.Sqrt(inputs);
        var weights = Enumerable.Range(0, Units).Select(_ => Enumerable.Range(0, inputs).Select(_ => range * Symmetric(random)).ToArray()).ToArray();
        var values = new float[patterns * inputs];
        var sums = new double[patterns];
        for (var p = 0; p < patterns; p++)
        {
            var x = values.AsSpan(p * inputs, inputs);
            foreach (ref var value in x)
            {
                value = (float)Symmetric(random);
            }

            for (var u = 0; u < Units; u++)
            {
                double net = 0;
                for (var i = 0; i < inputs; i++)
                {
                    net += weights[u][i] * x[i];
                }

                sums[p] += (u % 2 == 0 ? 1 : -1) * Math.Tanh(net);
            }
        }

        return (values, sums);
    }

    private static double Symmetric(Random random) => (2 * random.NextDouble()) - 1;
}
