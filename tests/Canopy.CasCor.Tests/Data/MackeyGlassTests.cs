using Canopy.CasCor.Data;

namespace Canopy.CasCor.Tests.Data;

public sealed class MackeyGlassTests
{
    [Fact]
    public void Compute_BeforeTheDelayIsOver_DecaysExponentially()
    {
        double[] series = MackeyGlassSeries.Compute(18, tau: 17);

        for (int t = 0; t <= 17; t++)
            Assert.Equal(1.2 * Math.Exp(-0.1 * t), series[t], tolerance: 1e-8);
    }

    [Fact]
    public void Compute_InTheSecondDelay_SolvesTheEquation()
    {
        // For 17 <= t <= 34 the delayed value is known, so x is an integral (here by Simpson's rule):
        // x(t) = e^(-0.1 (t-17)) x(17) + the integral over s from 17 to t of e^(-0.1 (t-s)) g(x(s-17)).
        double[] series = MackeyGlassSeries.Compute(35, tau: 17);

        for (int t = 18; t <= 34; t += 4)
        {
            double solution = (Math.Exp(-0.1 * (t - 17)) * 1.2 * Math.Exp(-1.7)) + Simpson(17, t, s => Math.Exp(-0.1 * (t - s)) * Growth(1.2 * Math.Exp(-0.1 * (s - 17))));
            Assert.Equal(solution, series[t], tolerance: 1e-7);
        }
    }

    [Fact]
    public void Compute_HalfTheStep_MakesTheErrorSixteenTimesSmaller()
    {
        double[] coarse = MackeyGlassSeries.Compute(101, tau: 17, stepsPerUnit: 4);
        double[] middle = MackeyGlassSeries.Compute(101, tau: 17, stepsPerUnit: 8);
        double[] fine = MackeyGlassSeries.Compute(101, tau: 17, stepsPerUnit: 16);

        double order = Math.Log2(Distance(coarse, middle) / Distance(middle, fine));

        Assert.InRange(order, 3.7, 4.5);
    }

    [Fact]
    public void Generate_Defaults_ArePatternsOfTheSeries()
    {
        Dataset data = Generators.Generate("mackey-glass");
        double[] series = MackeyGlassSeries.Compute(1124, tau: 17);

        Assert.Equal((ProblemKind.Regression, 1000, 4, 1), (data.Kind, data.Patterns, data.Inputs, data.Outputs));
        float[] raw = new float[1000];
        data.Description.Targets!.Undo(data.TargetValues, raw);
        for (int p = 0; p < 1000; p++)
        {
            int t = 118 + p;
            Assert.Equal([(float)series[t], (float)series[t - 6], (float)series[t - 12], (float)series[t - 18]], data.InputValues.Slice(4 * p, 4).ToArray());
            Assert.Equal(series[t + 6], raw[p], tolerance: 1e-6);
        }
    }

    [Fact]
    public void Generate_Defaults_AreTheSameBitsEverywhere()
        => Assert.Equal("7919061dc9141df3385b630e2f32e2cb19ff0a7c805f3e574262ef95adfbfa23", Generators.Generate("mackey-glass").Hash);

    [Fact]
    public void Generate_Defaults_HaveStandardisedTargetsAndNames()
    {
        Dataset data = Generators.Generate("mackey-glass");

        Standardisation targets = Standardisation.Of(data.TargetValues, columns: 1);
        Assert.Equal(0.0, targets.Means[0], tolerance: 1e-6);
        Assert.Equal(1.0, targets.Deviations[0], tolerance: 1e-6);
        Assert.Equal(["x(t)", "x(t-6)", "x(t-12)", "x(t-18)"], data.Description.InputNames);
        Assert.Equal(["x(t+6)"], data.Description.OutputNames);
    }

    private static double Growth(double delayed) => 0.2 * delayed / (1.0 + Math.Pow(delayed, 10));

    private static double Distance(double[] a, double[] b) => a.Zip(b).Max(pair => Math.Abs(pair.First - pair.Second));

    private static double Simpson(double from, double to, Func<double, double> f)
    {
        const int Intervals = 2000;
        double h = (to - from) / Intervals;
        double sum = f(from) + f(to);
        for (int i = 1; i < Intervals; i++)
            sum += (i % 2 == 1 ? 4 : 2) * f(from + (i * h));
        return sum * h / 3;
    }
}
