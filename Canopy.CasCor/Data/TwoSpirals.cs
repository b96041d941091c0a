using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Data;

/// <summary>
/// The two-spirals benchmark (Lang and Witbrock 1988; Fahlman and Lebiere 1990, §3.1): i = 0..96, angle iπ/16, radius
/// 6.5(104 − i)/104, the second spiral mirrored through the origin.
/// </summary>
internal static class TwoSpirals
{
    // The benchmark's last index and its turns; other point counts and turns stretch over the same radii.
    private const double LastIndex = 96;
    private const double BenchmarkTurns = 3;

    public static Generator Generator { get; } = new(
        new GeneratorDescriptor(
            "two-spirals",
            "Two spirals",
            "Interlocking spirals, one class each. The defaults are the benchmark's 194 points.",
            [
                new GeneratorParameter("points_per_arm", "Points per arm", IsInteger: true, 97, 2, 100_000, "Points of each spiral."),
                new GeneratorParameter("arms", "Arms", IsInteger: true, 2, 2, 16, "Spirals; more than two give one output per class."),
                new GeneratorParameter("turns", "Turns", IsInteger: false, BenchmarkTurns, 0.1, 20, "Turns of each spiral about the origin."),
                Generator.Noise(0, 5),
                Generator.Seed,
            ],
            TrainingPresets.TwoSpiralsName),
        Create);

    private static Dataset Create(IReadOnlyDictionary<string, double> parameters)
    {
        int points = (int)parameters["points_per_arm"];
        int arms = (int)parameters["arms"];
        double stretch = parameters["turns"] / BenchmarkTurns;
        var random = new Xoshiro256((ulong)parameters["seed"]);
        var patterns = new PatternList(arms);

        for (int i = 0; i < points; i++)
        {
            double index = LastIndex * i / (points - 1);
            double angle = index * stretch * Math.PI / 16.0;
            double radius = 6.5 * (104.0 - index) / 104.0;
            double x = radius * Math.Sin(angle);
            double y = radius * Math.Cos(angle);
            for (int arm = 0; arm < arms; arm++)
            {
                // Class 1 (target +0.5) is the first spiral of the benchmark.
                int label = arms == 2 ? 1 - arm : arm;
                (double rx, double ry) = Rotated(x, y, arm, arms);
                patterns.AddPoint(label, rx, ry, parameters["noise"], random);
            }
        }

        return patterns.ToDataset("Two spirals", inputs: 2);
    }

    private static (double X, double Y) Rotated(double x, double y, int arm, int arms)
    {
        if (arm == 0)
            return (x, y);
        if (2 * arm == arms)
            return (-x, -y);

        (double sin, double cos) = Math.SinCos(2.0 * Math.PI * arm / arms);
        return ((x * cos) - (y * sin), (x * sin) + (y * cos));
    }
}
