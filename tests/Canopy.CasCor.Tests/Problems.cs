namespace Canopy.CasCor.Tests;

/// <summary>Data sets that tests share.</summary>
internal static class Problems
{
    public static Dataset TwoSpirals { get; } = Generators.Generate("two-spirals");

    public static Dataset Xor { get; } = Generators.Generate("xor");

    public static Dataset Parity(int bits) => Generators.Generate("parity", new Dictionary<string, double> { ["bits"] = bits });

    public static Dataset ThreeArms(int points)
        => Generators.Generate("two-spirals", new Dictionary<string, double> { ["arms"] = 3, ["points_per_arm"] = points, ["turns"] = 0.75 });

    /// <summary>sin(3x) on [−1, 1].</summary>
    public static Dataset Sine(int points)
    {
        float[] x = [.. Enumerable.Range(0, points).Select(i => (2f * i / (points - 1)) - 1f)];
        float[] y = [.. x.Select(v => MathF.Sin(3f * v))];
        return new Dataset("Sine", ProblemKind.Regression, 1, 1, x, y);
    }

    /// <summary>Two regression targets of three inputs.</summary>
    public static Dataset Surfaces(int points, int seed)
    {
        var random = new Random(seed);
        float[] x = new float[points * 3];
        float[] y = new float[points * 2];
        for (int p = 0; p < points; p++)
        {
            for (int i = 0; i < 3; i++)
                x[(p * 3) + i] = (random.NextSingle() * 2f) - 1f;
            y[p * 2] = x[p * 3] * x[(p * 3) + 1];
            y[(p * 2) + 1] = MathF.Cos(2f * x[(p * 3) + 2]);
        }

        return new Dataset("Surfaces", ProblemKind.Regression, 3, 2, x, y);
    }
}
