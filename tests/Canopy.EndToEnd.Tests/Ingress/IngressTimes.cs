using System.Globalization;

namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>
/// How long sockets are left alone, and what keeps them alive meanwhile. CANOPY_IDLE_MINUTES=2 (or 61) takes the real times:
/// a heartbeat every 30 s, and a proxy that cuts after nginx' default of 60 s; without it both are about fifteen times shorter.
/// </summary>
internal static class IngressTimes
{
    private static readonly double? Minutes =
        double.TryParse(Environment.GetEnvironmentVariable("CANOPY_IDLE_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : null;

    public static double HeartbeatSeconds => Minutes is null ? 0.5 : 30;

    /// <summary>A proxy that is stricter than the Ingress asks for: the heartbeat alone keeps a socket open there.</summary>
    public static int StrictSeconds => Minutes is null ? 4 : 60;

    public static double IdleSeconds => Minutes * 60 ?? 10;

    /// <summary>The heartbeats of that time.</summary>
    public static int Heartbeats => (int)Math.Ceiling(IdleSeconds / HeartbeatSeconds);

    /// <summary>When a test gives up.</summary>
    public static TimeSpan Limit => TimeSpan.FromSeconds((2 * IdleSeconds) + 90);
}
