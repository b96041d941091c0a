namespace Canopy.Bench.Speed;

internal static class Median
{
    public static double OfSorted(IReadOnlyList<double> values) => (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
}
