using System.Globalization;

namespace Canopy.Deployment.Tests.Built;

/// <summary>Amounts as Kubernetes writes them: 250m, 512Mi, 2.</summary>
internal static class Quantity
{
    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("Ki", 1024m), ("Mi", 1024m * 1024), ("Gi", 1024m * 1024 * 1024), ("Ti", 1024m * 1024 * 1024 * 1024),
        ("m", 0.001m), ("k", 1000m), ("M", 1_000_000m), ("G", 1_000_000_000m), ("T", 1_000_000_000_000m),
    ];

    public static decimal Parse(string text)
    {
        var (suffix, factor) = Suffixes.FirstOrDefault(s => text.EndsWith(s.Suffix, StringComparison.Ordinal), (Suffix: string.Empty, Factor: 1m));
        return decimal.Parse(text[..^suffix.Length], NumberStyles.Float, CultureInfo.InvariantCulture) * factor;
    }

    /// <summary>Zero for what is not there.</summary>
    public static decimal ParseOrZero(string? text) => text is null ? 0 : Parse(text);
}
