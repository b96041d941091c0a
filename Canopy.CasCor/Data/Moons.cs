using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Data;

/// <summary>
/// Two interleaving half circles of radius 1 (the form of scikit-learn's make_moons, Pedregosa et al. 2011): the upper one about
/// (0, 0), the lower one about (1, 0.5). The lower is class 1.
/// </summary>
internal static class Moons
{
    public static Generator Generator { get; } = new(
        new GeneratorDescriptor(
            "moons",
            "Moons",
            "Two half circles that reach into each other, one class each.",
            [
                new GeneratorParameter("points", "Points", IsInteger: true, 200, 4, 200_000, "Points of both moons together; the upper one gets the odd one."),
                Generator.Noise(0.1, 1),
                Generator.Seed,
            ],
            TrainingPresets.Fahlman1990Name),
        Create);

    private static Dataset Create(IReadOnlyDictionary<string, double> parameters)
    {
        int points = (int)parameters["points"];
        var random = new Xoshiro256((ulong)parameters["seed"]);
        var patterns = new PatternList(classes: 2);
        for (int i = 0; i < points; i++)
        {
            int label = i % 2;
            int onMoon = label == 1 ? points / 2 : points - (points / 2);
            (double sin, double cos) = Math.SinCos(Math.PI * (i / 2) / (onMoon - 1));
            (double x, double y) = label == 1 ? (1.0 - cos, 0.5 - sin) : (cos, sin);
            patterns.AddPoint(label, x, y, parameters["noise"], random);
        }

        return patterns.ToDataset("Moons", inputs: 2);
    }
}
