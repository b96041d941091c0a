using System.Buffers;
using System.Globalization;
using System.Text;

namespace Canopy.ServiceDefaults.Metrics;

/// <summary>Writes families as OpenMetrics 1.0 or as Prometheus' older text.</summary>
internal sealed class ExpositionWriter(IBufferWriter<byte> output, ExpositionFormat format)
{
    private const int MaxLabelLength = 256;

    public void Write(MetricFamily family)
    {
        var name = family.Name.Family;
        var counter = family.Kind == MetricKind.Counter ? name + "_total" : name;
        var any = false;
        foreach (var series in family.Series)
        {
            if (!any)
            {
                // A counter's family has no suffix in OpenMetrics, and has it in the older text.
                Head(format.IsOpenMetrics ? name : counter, family);
                any = true;
            }

            if (series is HistogramSeries histogram)
            {
                Histogram(name, histogram, family.Bounds);
            }
            else
            {
                Sample(counter, series.Tags, null, series.Value);
            }
        }
    }

    /// <summary>Says which program this is, as a metric whose value is 1.</summary>
    public void WriteTarget(TagSet about)
    {
        Text(format.IsOpenMetrics
            ? "# TYPE target info\n# HELP target The program that is measured.\n"
            : "# HELP target_info The program that is measured.\n# TYPE target_info gauge\n");
        Sample("target_info", about, null, 1);
    }

    public void End()
    {
        if (format.IsOpenMetrics)
        {
            Text("# EOF\n");
        }
    }

    private void Head(string name, MetricFamily family)
    {
        Text($"# TYPE {name} {family.Kind switch { MetricKind.Counter => "counter", MetricKind.Gauge => "gauge", _ => "histogram" }}\n");
        if (format.IsOpenMetrics && family.Name.Unit is { } unit)
        {
            Text($"# UNIT {name} {unit}\n");
        }

        if (family.Help.Length > 0)
        {
            Text($"# HELP {name} ");
            Escaped(family.Help, quotes: format.IsOpenMetrics);
            Text("\n");
        }
    }

    private void Histogram(string name, HistogramSeries series, double[] bounds)
    {
        Span<long> counts = stackalloc long[bounds.Length + 1];
        var sum = series.Read(counts);
        var total = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            Sample(name + "_bucket", series.Tags, i < bounds.Length ? Bound(bounds[i]) : "+Inf", total);
        }

        Sample(name + "_sum", series.Tags, null, sum);
        Sample(name + "_count", series.Tags, null, total);
    }

    private void Sample(string name, TagSet tags, string? bound, double value)
    {
        Text(name);
        var separator = '{';
        var names = tags.Tags;
        for (var i = 0; i < names.Length; i++)
        {
            var label = MetricName.Label(names[i].Key);
            // le is ours in a histogram; two tags may become one name; an empty value is the same as none.
            if ((bound is not null && label == "le") || SeenBefore(names, i, label) || Value(names[i].Value) is not { Length: > 0 } text)
            {
                continue;
            }

            Text($"{separator}{label}=\"");
            Escaped(text, quotes: true);
            Text("\"");
            separator = ',';
        }

        if (bound is not null)
        {
            Text($"{separator}le=\"{bound}\"");
            separator = ',';
        }

        Text($"{(separator == ',' ? "}" : "")} {Number(value)}\n");
    }

    private static bool SeenBefore(ReadOnlySpan<KeyValuePair<string, object?>> tags, int index, string label)
    {
        for (var i = 0; i < index; i++)
        {
            if (MetricName.Label(tags[i].Key) == label)
            {
                return true;
            }
        }

        return false;
    }

    private static string? Value(object? value)
    {
        var text = value switch
        {
            null => null,
            bool truth => truth ? "true" : "false",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
        return text is { Length: > MaxLabelLength } ? text[..MaxLabelLength] : text;
    }

    // OpenMetrics wants 1.0 where the older text has 1, so that a bound has one spelling.
    private string Bound(double bound)
        => format.IsOpenMetrics && bound == Math.Floor(bound) && Math.Abs(bound) < 1e15 ? $"{Number(bound)}.0" : Number(bound);

    private static string Number(double value)
        => double.IsNaN(value) ? "NaN"
            : double.IsPositiveInfinity(value) ? "+Inf"
            : double.IsNegativeInfinity(value) ? "-Inf"
            : value.ToString("R", CultureInfo.InvariantCulture);

    private void Escaped(string text, bool quotes)
    {
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var escape = text[i] switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '"' when quotes => "\\\"",
                _ => null,
            };
            if (escape is not null)
            {
                Text(text.AsSpan(from, i - from));
                Text(escape);
                from = i + 1;
            }
        }

        Text(text.AsSpan(from));
    }

    private void Text(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);
}
