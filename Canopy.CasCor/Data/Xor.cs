using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Data;

/// <summary>Exclusive or: the corners (±0.5, ±0.5), or clouds of points about them; class 1 where the signs differ.</summary>
internal static class Xor
{
    public static Generator Generator { get; } = new(
        new GeneratorDescriptor(
            "xor",
            "XOR",
            "The four corners, or a cloud of points about each; class 1 where the signs of the two inputs differ.",
            [
                new GeneratorParameter("points_per_quadrant", "Points per quadrant", IsInteger: true, 1, 1, 100_000, "Points about each corner; with more than one, give some noise."),
                Generator.Noise(0, 1),
                Generator.Seed,
            ],
            TrainingPresets.Fahlman1990Name),
        Create);

    private static Dataset Create(IReadOnlyDictionary<string, double> parameters)
    {
        var random = new Xoshiro256((ulong)parameters["seed"]);
        var patterns = new PatternList(classes: 2);
        for (int i = 0; i < (int)parameters["points_per_quadrant"]; i++)
        {
            for (int corner = 0; corner < 4; corner++)
            {
                int a = corner & 1;
                int b = corner >> 1;
                patterns.AddPoint(a ^ b, a - 0.5, b - 0.5, parameters["noise"], random);
            }
        }

        return patterns.ToDataset("XOR", inputs: 2);
    }
}
