using System.Diagnostics;

namespace Canopy.EndToEnd.Tests.Telemetry;

/// <summary>What a page makes up for one action.</summary>
internal sealed class Click
{
    public string TraceId { get; } = ActivityTraceId.CreateRandom().ToHexString();

    public string SpanId { get; } = ActivitySpanId.CreateRandom().ToHexString();

    /// <summary>For the header traceparent. The end says that the trace is to be kept.</summary>
    public string Header => $"00-{TraceId}-{SpanId}-01";
}
