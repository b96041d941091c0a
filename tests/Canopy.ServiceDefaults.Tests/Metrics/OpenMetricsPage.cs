using System.Globalization;
using System.Text.RegularExpressions;

namespace Canopy.ServiceDefaults.Tests.Metrics;

/// <summary>Reads OpenMetrics 1.0 text as strictly as its specification, and refuses what does not follow it.</summary>
internal sealed partial class OpenMetricsPage
{
    private static readonly Dictionary<string, string[]> Suffixes = new()
    {
        ["counter"] = ["_total"],
        ["gauge"] = [""],
        ["histogram"] = ["_bucket", "_sum", "_count"],
        ["info"] = ["_info"],
    };

    private readonly Dictionary<string, Family> _families = [];
    private readonly Dictionary<string, double> _samples = [];

    public IReadOnlyDictionary<string, Family> Families => _families;

    /// <summary>By name with its labels sorted: up{a="1",b="2"}.</summary>
    public IReadOnlyDictionary<string, double> Samples => _samples;

    public static OpenMetricsPage Parse(string text)
    {
        Assert.EndsWith("# EOF\n", text);
        var page = new OpenMetricsPage();
        Family? family = null;
        foreach (var line in text[..^"# EOF\n".Length].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.NotEqual("# EOF", line);
            family = line.StartsWith('#') ? page.Describe(line, family) : page.Sample(line, family);
        }

        foreach (var histogram in page.Families.Values.Where(f => f.Type == "histogram"))
        {
            page.CheckBuckets(histogram);
        }

        return page;
    }

    private Family Describe(string line, Family? current)
    {
        var match = Description().Match(line);
        Assert.True(match.Success, line);
        var (what, name, value) = (match.Groups["what"].Value, match.Groups["name"].Value, match.Groups["value"].Value);
        if (current?.Name != name)
        {
            current = new Family(name);
            Assert.True(_families.TryAdd(name, current), $"{name} is described in two places");
        }

        Assert.False(current.HasSamples, $"{line}: after its samples");
        switch (what)
        {
            case "TYPE":
                Assert.Null(current.Type);
                Assert.Contains(value, Suffixes.Keys);
                current.Type = value;
                break;
            case "UNIT":
                Assert.Null(current.Unit);
                Assert.EndsWith("_" + value, name);
                current.Unit = value;
                break;
            default:
                Assert.Null(current.Help);
                Assert.DoesNotMatch(@"(?<!\\)(\\\\)*\\[^\\n""]", value);
                current.Help = value;
                break;
        }

        return current;
    }

    private Family Sample(string line, Family? family)
    {
        var match = SampleLine().Match(line);
        Assert.True(match.Success, $"not a sample: {line}");
        Assert.NotNull(family);
        var name = match.Groups["name"].Value;
        Assert.True(
            Suffixes[family.Type!].Any(suffix => name == family.Name + suffix), $"{name} does not belong to the {family.Type} {family.Name}");

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (Match label in LabelPair().Matches(match.Groups["labels"].Value))
        {
            Assert.True(labels.TryAdd(label.Groups["key"].Value, label.Groups["value"].Value), $"label twice: {line}");
        }

        Assert.Equal(name.EndsWith("_bucket", StringComparison.Ordinal) && family.Type == "histogram", labels.ContainsKey("le"));
        var key = labels.Count == 0 ? name : $"{name}{{{string.Join(',', labels.Select(l => $"{l.Key}=\"{l.Value}\""))}}}";
        Assert.True(_samples.TryAdd(key, Number(match.Groups["value"].Value)), $"sample twice: {key}");
        if (family.Type is "counter" or "histogram" && !name.EndsWith("_sum", StringComparison.Ordinal))
        {
            Assert.True(_samples[key] >= 0, line);
        }

        family.HasSamples = true;
        return family;
    }

    private void CheckBuckets(Family histogram)
    {
        var series = _samples.Where(s => s.Key.StartsWith(histogram.Name + "_bucket{", StringComparison.Ordinal))
            .GroupBy(s => Bound().Replace(s.Key, "").Replace("{,", "{", StringComparison.Ordinal).Replace("{}", "", StringComparison.Ordinal));
        foreach (var one in series)
        {
            var buckets = one.Select(b => (Text: Bound().Match(b.Key).Groups["le"].Value, Count: b.Value))
                .Select(b => (b.Text, Le: Number(b.Text), b.Count)).OrderBy(b => b.Le).ToList();
            Assert.All(buckets, b => Assert.Matches(@"^(\+Inf|-?\d+\.\d+|-?\d(\.\d+)?E-\d+)$", b.Text));
            Assert.Equal(double.PositiveInfinity, buckets[^1].Le);
            Assert.Equal(buckets.Select(b => b.Count).Order(), buckets.Select(b => b.Count));
            Assert.Equal(_samples[one.Key.Replace("_bucket", "_count", StringComparison.Ordinal)], buckets[^1].Count);
            Assert.Contains(one.Key.Replace("_bucket", "_sum", StringComparison.Ordinal), _samples.Keys);
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex("^# (?<what>TYPE|UNIT|HELP) (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<value>.*)$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Description();

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*=""([^""\\\n]|\\[\\n""])*""(,[a-zA-Z_][a-zA-Z0-9_]*=""([^""\\\n]|\\[\\n""])*"")*)\})? (?<value>NaN|[+-]Inf|-?[0-9]+(\.[0-9]+)?(E[+-][0-9]+)?)$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex SampleLine();

    [GeneratedRegex(@"(?<key>[a-zA-Z_][a-zA-Z0-9_]*)=""(?<value>([^""\\]|\\.)*)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex LabelPair();

    [GeneratedRegex(@",?le=""(?<le>[^""]*)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Bound();

    internal sealed class Family(string name)
    {
        public string Name => name;

        public string? Type { get; set; }

        public string? Unit { get; set; }

        public string? Help { get; set; }

        public bool HasSamples { get; set; }
    }
}
