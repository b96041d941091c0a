using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Data;

/// <summary>Two circles about the origin, the outer of radius 1; the inner is class 1.</summary>
internal static class Circles
{
    public static Generator Generator { get; } = new(
        new GeneratorDescriptor(
            "circles",
            "Circles",
            "A circle inside another; the inner one is class 1.",
            [
                new GeneratorParameter("points", "Points", IsInteger: true, 200, 4, 200_000, "Points of both circles together; the outer one gets the odd one."),
                new GeneratorParameter("factor", "Factor", IsInteger: false, 0.5, 0.01, 0.99, "Radius of the inner circle; that of the outer is 1."),
                Generator.Noise(0.05, 1),
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
            int onCircle = label == 1 ? points / 2 : points - (points / 2);
            double radius = label == 1 ? parameters["factor"] : 1.0;
            double angle = 2.0 * Math.PI * (i / 2) / onCircle;
            patterns.AddPoint(label, radius * Math.Cos(angle), radius * Math.Sin(angle), parameters["noise"], random);
        }

        return patterns.ToDataset("Circles", inputs: 2);
    }
}
