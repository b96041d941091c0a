using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Data;

/// <summary>
/// Spherical Gaussian clouds, one per class. Their centres lie evenly on a circle in the plane of the first two inputs; what
/// further inputs there are tells the classes nothing.
/// </summary>
internal static class Blobs
{
    public static Generator Generator { get; } = new(
        new GeneratorDescriptor(
            "blobs",
            "Gaussian blobs",
            "A Gaussian cloud for each class, the centres evenly on a circle.",
            [
                new GeneratorParameter("classes", "Classes", IsInteger: true, 3, 2, 10, "Clouds; more than two give one output per class."),
                new GeneratorParameter("points_per_class", "Points per class", IsInteger: true, 50, 2, 20_000, "Points of each cloud."),
                new GeneratorParameter("dimensions", "Dimensions", IsInteger: true, 2, 2, 50, "Inputs; from the third on they are noise only."),
                new GeneratorParameter("deviation", "Deviation", IsInteger: false, 0.4, 0.001, 10, "Standard deviation of each cloud in each dimension."),
                new GeneratorParameter("radius", "Radius", IsInteger: false, 1, 0.01, 100, "Radius of the circle of centres."),
                Generator.Seed with { Help = "Decides the points." },
            ],
            TrainingPresets.Fahlman1990Name),
        Create);

    private static Dataset Create(IReadOnlyDictionary<string, double> parameters)
    {
        int classes = (int)parameters["classes"];
        int dimensions = (int)parameters["dimensions"];
        var random = new Xoshiro256((ulong)parameters["seed"]);
        var patterns = new PatternList(classes);
        double[] center = new double[dimensions];
        float[] inputs = new float[dimensions];
        for (int i = 0; i < (int)parameters["points_per_class"]; i++)
        {
            for (int label = 0; label < classes; label++)
            {
                (double sin, double cos) = Math.SinCos(2.0 * Math.PI * label / classes);
                center[0] = parameters["radius"] * cos;
                center[1] = parameters["radius"] * sin;
                for (int d = 0; d < dimensions; d++)
                    inputs[d] = (float)(center[d] + (parameters["deviation"] * random.NextNormal()));
                patterns.Add(label, inputs);
            }
        }

        return patterns.ToDataset("Gaussian blobs", dimensions);
    }
}
