using System.Globalization;
using System.Text.RegularExpressions;

namespace Canopy.Kubernetes;

/// <summary>An amount of CPU, memory or storage, as Kubernetes writes it: <c>250m</c>, <c>512Mi</c>, <c>10Gi</c>.</summary>
/// <remarks>Definition: Kubernetes API, resource.Quantity, without exponents.</remarks>
public sealed partial record Quantity
{
    private static readonly Dictionary<string, decimal> Units = new(StringComparer.Ordinal)
    {
        [""] = 1,
        ["m"] = 0.001m,
        ["k"] = 1e3m,
        ["M"] = 1e6m,
        ["G"] = 1e9m,
        ["Ki"] = 1L << 10,
        ["Mi"] = 1L << 20,
        ["Gi"] = 1L << 30,
        ["Ti"] = 1L << 40,
    };

    private Quantity(string text, decimal value)
    {
        Text = text;
        Value = value;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>In cores, or in bytes.</summary>
    public decimal Value { get; }

    /// <summary>Reads an amount.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Quantity Parse(string text) => Form().Match(text) is { Success: true } match
        ? new(text, decimal.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * Units[match.Groups["unit"].Value])
        : throw new FormatException($"'{text}' is no amount; accepted: a number with one of the units m, k, M, G, Ki, Mi, Gi, Ti, such as 250m, 1.5 or 512Mi.");

    /// <inheritdoc/>
    public override string ToString() => Text;

    [GeneratedRegex(@"^(?<number>[0-9]+(\.[0-9]+)?)(?<unit>m|k|M|G|Ki|Mi|Gi|Ti)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
