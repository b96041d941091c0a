using System.Diagnostics.Metrics;
using System.Text;

namespace Canopy.ServiceDefaults.Metrics;

/// <summary>
/// An instrument's name as OpenMetrics has it: dots become underscores and the unit, in words, ends the name
/// (http.server.request.duration in s → http_server_request_duration_seconds).
/// </summary>
internal readonly record struct MetricName(string Family, string? Unit)
{
    public static MetricName Of(Instrument instrument, MetricKind kind)
    {
        var name = Clean(instrument.Name);
        if (kind == MetricKind.Counter && name.EndsWith("_total", StringComparison.Ordinal))
        {
            name = name[..^"_total".Length];
        }

        var unit = Word(instrument.Unit, kind);
        if (unit is not null && name != unit && !name.EndsWith("_" + unit, StringComparison.Ordinal))
        {
            name = $"{name}_{unit}";
        }

        return new MetricName(name, unit);
    }

    /// <summary>A label's name: letters, digits, underscores.</summary>
    public static string Label(string tag)
    {
        var name = Clean(tag).Replace(':', '_');
        // Names that begin so are reserved.
        return name.StartsWith("__", StringComparison.Ordinal) ? "tag" + name : name;
    }

    private static string? Word(string? unit, MetricKind kind)
    {
        if (string.IsNullOrWhiteSpace(unit))
        {
            return null;
        }

        if (unit == "1")
        {
            return kind == MetricKind.Gauge ? "ratio" : null;
        }

        var parts = unit.Split('/', 2);
        var counted = Single(parts[0]);
        if (parts.Length == 1)
        {
            return counted;
        }

        var per = Single(parts[1]) is { } many ? many.EndsWith('s') ? many[..^1] : many : null;
        return per is null ? counted : counted is null ? $"per_{per}" : $"{counted}_per_{per}";
    }

    private static string? Single(string unit) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "min" => "minutes",
        "h" => "hours",
        "d" => "days",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "%" => "percent",
        "Hz" => "hertz",
        // {request}: what is counted, not a unit.
        ['{', ..] => null,
        _ => Clean(unit) is { Length: > 0 } word && word != "_" ? word : null,
    };

    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length + 1);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == ':')
            {
                if (clean.Length == 0 && char.IsAsciiDigit(c))
                {
                    clean.Append('_');
                }

                clean.Append(c);
            }
            else if (clean.Length == 0 || clean[^1] != '_')
            {
                clean.Append('_');
            }
        }

        return clean.ToString().TrimEnd('_') is { Length: > 0 } result ? result : "_";
    }
}
