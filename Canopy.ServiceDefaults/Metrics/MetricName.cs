using System.Text.RegularExpressions;
using OpenTelemetry.Metrics;

namespace Canopy.ServiceDefaults.Metrics;

/// <summary>
/// An instrument's name as OpenMetrics has it: dots become underscores and the unit, in words, ends the name, once
/// (http.server.request.duration in s → http_server_request_duration_seconds).
/// </summary>
internal readonly partial record struct MetricName(string Family, string Type, string? Unit)
{
    public static MetricName Of(Metric metric)
    {
        var type = metric.MetricType switch
        {
            MetricType.LongSum or MetricType.DoubleSum => "counter",
            MetricType.Histogram => "histogram",
            _ => "gauge",
        };
        var name = Label(metric.Name);
        if (type == "counter" && name.EndsWith("_total", StringComparison.Ordinal))
        {
            name = name[..^"_total".Length];
        }

        var unit = metric.Unit == "1" ? type == "gauge" ? "ratio" : null : Words(metric.Unit);
        return new MetricName(unit is null || name.EndsWith("_" + unit, StringComparison.Ordinal) ? name : $"{name}_{unit}", type, unit);
    }

    /// <summary>Letters, digits, underscores.</summary>
    public static string Label(string name) => Others().Replace(name, "_");

    private static string? Words(string? unit)
    {
        var parts = (unit ?? "").Split('/', 2);
        var counted = Word(parts[0]);
        return parts.Length == 1 || Word(parts[1]) is not { } per ? counted
            : counted is null ? $"per_{per.TrimEnd('s')}" : $"{counted}_per_{per.TrimEnd('s')}";
    }

    private static string? Word(string unit) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "%" => "percent",
        // {request}: what is counted, not a unit.
        "" or ['{', ..] => null,
        _ => Label(unit),
    };

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Others();
}
