using System.Diagnostics;
using OpenTelemetry;

namespace Canopy.ServiceDefaults.Telemetry;

/// <summary>
/// Keeps out what no request and no command asked Redis for: polling, leases, subscriptions. Each would be a trace of its own, and
/// nobody would find another one among them. A processor, so that the choice of a sampler stays free.
/// </summary>
internal sealed class LoneRedisSpans : BaseProcessor<Activity>
{
    private const string Source = "OpenTelemetry.Instrumentation.StackExchangeRedis";

    public override void OnEnd(Activity data)
    {
        if (data.ParentSpanId == default && data.Source.Name == Source)
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
