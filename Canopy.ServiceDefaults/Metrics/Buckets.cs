using System.Diagnostics.Metrics;

namespace Canopy.ServiceDefaults.Metrics;

/// <summary>The upper bounds of a histogram: what the instrument advises, else what suits its unit.</summary>
internal static class Buckets
{
    private static readonly double[] Seconds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly double[] Bytes = [64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216];

    // As OpenTelemetry has them.
    private static readonly double[] Plain = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    public static double[] Of(Instrument instrument)
    {
        var advised = instrument switch
        {
            Histogram<double> h => From(h),
            Histogram<float> h => From(h),
            Histogram<long> h => From(h),
            Histogram<int> h => From(h),
            Histogram<short> h => From(h),
            Histogram<byte> h => From(h),
            Histogram<decimal> h => From(h),
            _ => null,
        };
        return advised ?? instrument.Unit switch
        {
            "s" => Seconds,
            "By" => Bytes,
            _ => Plain,
        };
    }

    private static double[]? From<T>(Histogram<T> histogram)
        where T : struct
        => histogram.Advice?.HistogramBucketBoundaries is { Count: > 0 } bounds
            ? [.. bounds.Select(b => Convert.ToDouble(b)).Where(double.IsFinite).Distinct().Order()]
            : null;
}
