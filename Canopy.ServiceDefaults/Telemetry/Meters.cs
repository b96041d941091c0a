namespace Canopy.ServiceDefaults.Telemetry;

/// <summary>The meters that leave the program, by OTLP and by /metrics alike.</summary>
internal static class Meters
{
    public const string Own = "Canopy.";

    public static readonly string[] Exported =
    [
        "Canopy.*",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.RateLimiting",
        "System.Net.Http",
        "System.Runtime",
    ];

    public static bool IsExported(string meter)
        => meter.StartsWith(Own, StringComparison.Ordinal) || Exported.AsSpan(1).Contains(meter);
}
