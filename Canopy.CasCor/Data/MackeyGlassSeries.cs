namespace Canopy.CasCor.Data;

/// <summary>
/// dx/dt = 0.2 x(t−τ) / (1 + x(t−τ)¹⁰) − 0.1 x(t) with x(0) = 1.2 and x(t) = 0 for t &lt; 0 (Mackey and Glass 1977), by the
/// classical fourth-order Runge-Kutta method in steps of 0.1. Only additions, multiplications and divisions in a fixed order:
/// a chaotic series would make any other rounding visible.
/// </summary>
internal static class MackeyGlassSeries
{
    private const int StepsPerUnit = 10;

    /// <summary>x(0), x(1), …, <paramref name="count"/> values.</summary>
    public static double[] Compute(int count, int tau, int stepsPerUnit = StepsPerUnit)
    {
        double step = 1.0 / stepsPerUnit;
        int delay = tau * stepsPerUnit;
        int last = (count - 1) * stepsPerUnit;
        double[] x = new double[last + 1];
        double[] middles = new double[last];
        x[0] = 1.2;
        for (int n = 0; n < last; n++)
        {
            // The jump at 0 falls between two steps, so that no step sees both sides of it.
            int d = n - delay;
            (double atStart, double atMiddle, double atEnd) = d < 0 ? (0.0, 0.0, 0.0) : (x[d], middles[d], x[d + 1]);
            double k1 = Slope(x[n], atStart);
            double k2 = Slope(x[n] + (0.5 * step * k1), atMiddle);
            double k3 = Slope(x[n] + (0.5 * step * k2), atMiddle);
            double k4 = Slope(x[n] + (step * k3), atEnd);
            x[n + 1] = x[n] + (step / 6.0 * (k1 + (2.0 * k2) + (2.0 * k3) + k4));

            // The cubic through both ends with their slopes: what is delayed later must be of the method's order too.
            middles[n] = (0.5 * (x[n] + x[n + 1])) + (step / 8.0 * (k1 - Slope(x[n + 1], atEnd)));
        }

        double[] series = new double[count];
        for (int t = 0; t < count; t++)
            series[t] = x[t * stepsPerUnit];
        return series;
    }

    private static double Slope(double x, double delayed)
    {
        double square = delayed * delayed;
        double fourth = square * square;
        double tenth = fourth * fourth * square;
        return (0.2 * delayed / (1.0 + tenth)) - (0.1 * x);
    }
}
