using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace Canopy.ServiceDefaults.Metrics;

/// <summary>Writes metrics as OpenMetrics 1.0 or as Prometheus' older text.</summary>
internal sealed class ExpositionWriter(ExpositionFormat format)
{
    private readonly StringBuilder _page = new(32 * 1024);

    public void Write(MetricName name, Metric metric)
    {
        var sample = name.Type == "counter" ? name.Family + "_total" : name.Family;
        var any = false;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (!any)
            {
                // A counter's family has no suffix in OpenMetrics, and has it in the older text.
                Head(format.IsOpenMetrics ? name.Family : sample, name, metric.Description);
                any = true;
            }

            var labels = Labels(point.Tags);
            if (metric.MetricType == MetricType.Histogram)
            {
                Histogram(name.Family, labels, point);
            }
            else
            {
                Sample(sample, labels, Value(metric.MetricType, point));
            }
        }
    }

    /// <summary>Says which program this is, as a metric whose value is 1.</summary>
    public void WriteTarget(ReadOnlySpan<KeyValuePair<string, string?>> about)
    {
        _page.Append(format.IsOpenMetrics
            ? "# TYPE target info\n# HELP target The program that is measured.\n"
            : "# HELP target_info The program that is measured.\n# TYPE target_info gauge\n");
        var labels = new StringBuilder();
        foreach (var (name, value) in about)
        {
            Label(labels, name, value);
        }

        Sample("target_info", labels.ToString(), 1);
    }

    /// <summary>The whole page.</summary>
    public byte[] End() => Encoding.UTF8.GetBytes(_page.Append(format.IsOpenMetrics ? "# EOF\n" : "").ToString());

    private void Head(string family, MetricName name, string help)
    {
        _page.Append($"# TYPE {family} {name.Type}\n");
        if (format.IsOpenMetrics && name.Unit is { } unit)
        {
            _page.Append($"# UNIT {family} {unit}\n");
        }

        if (help.Length > 0)
        {
            _page.Append($"# HELP {family} {Escape(help, quotes: format.IsOpenMetrics)}\n");
        }
    }

    private void Histogram(string name, string labels, in MetricPoint point)
    {
        var before = labels.Length > 0 ? labels + "," : "";
        var total = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            total += bucket.BucketCount;
            Sample(name + "_bucket", $"{before}le=\"{Bound(bucket.ExplicitBound)}\"", total);
        }

        Sample(name + "_sum", labels, point.GetHistogramSum());
        Sample(name + "_count", labels, total);
    }

    private void Sample(string name, string labels, double value)
        => _page.Append(name).Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(' ').Append(Number(value)).Append('\n');

    private static double Value(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static string Labels(OpenTelemetry.ReadOnlyTagCollection tags)
    {
        var labels = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            Label(labels, key, value is bool truth ? truth ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        return labels.ToString();
    }

    // An empty value is the same as none.
    private static void Label(StringBuilder labels, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            labels.Append(labels.Length > 0 ? "," : "").Append($"{MetricName.Label(name)}=\"{Escape(value, quotes: true)}\"");
        }
    }

    // OpenMetrics wants 1.0 where the older text has 1, so that a bound has one spelling.
    private string Bound(double bound)
        => format.IsOpenMetrics && bound == Math.Floor(bound) && Math.Abs(bound) < 1e15 ? $"{Number(bound)}.0" : Number(bound);

    private static string Number(double value)
        => double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }
}
