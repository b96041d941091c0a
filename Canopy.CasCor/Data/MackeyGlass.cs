using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Data;

/// <summary>
/// Prediction of the Mackey-Glass series (Mackey and Glass 1977) in the form of Jang (1993): x(t), x(t−6), x(t−12), x(t−18)
/// predict x(t+6), for t = 118, 119, …, where x(0) = 1.2 and x(t) = 0 before. Crowder (1990) learnt it with Cascade-Correlation.
/// </summary>
internal static class MackeyGlass
{
    private const int Delay = 6;
    private const int FirstTime = 118;
    private static readonly string[] InputNames = ["x(t)", "x(t-6)", "x(t-12)", "x(t-18)"];

    public static Generator Generator { get; } = new(
        new GeneratorDescriptor(
            "mackey-glass",
            "Mackey-Glass",
            "A chaotic series: four values, 6 apart, predict the value 6 ahead. The target is standardised.",
            [
                new GeneratorParameter("samples", "Samples", IsInteger: true, 1000, 10, 100_000, "Patterns, one per unit of time."),
                new GeneratorParameter("tau", "Delay", IsInteger: true, 17, 5, 100, "Delay τ of the equation; from 17 on the series is chaotic."),
                Generator.Noise(0, 1) with { Help = "Standard deviation of the Gaussian noise added to each value of the series." },
                Generator.Seed,
            ],
            TrainingPresets.RegressionName),
        Create);

    private static Dataset Create(IReadOnlyDictionary<string, double> parameters)
    {
        int samples = (int)parameters["samples"];
        double[] series = MackeyGlassSeries.Compute(FirstTime + samples + Delay, (int)parameters["tau"]);
        AddNoise(series, parameters["noise"], new Xoshiro256((ulong)parameters["seed"]));

        float[] inputs = new float[samples * InputNames.Length];
        float[] targets = new float[samples];
        for (int s = 0; s < samples; s++)
        {
            int t = FirstTime + s;
            for (int i = 0; i < InputNames.Length; i++)
                inputs[(s * InputNames.Length) + i] = (float)series[t - (i * Delay)];
            targets[s] = (float)series[t + Delay];
        }

        Standardisation standardisation = Standardisation.Of(targets, columns: 1);
        standardisation.Apply(targets, targets);
        var description = new DataDescription { InputNames = InputNames, OutputNames = ["x(t+6)"], Targets = standardisation };
        return new Dataset("Mackey-Glass", ProblemKind.Regression, InputNames.Length, 1, inputs, targets, description);
    }

    private static void AddNoise(double[] series, double noise, Xoshiro256 random)
    {
        for (int t = 0; t < series.Length && noise > 0; t++)
            series[t] += noise * random.NextNormal();
    }
}
