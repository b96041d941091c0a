using System.Diagnostics;

namespace Canopy.Runs;

/// <summary>The place in a trace as the W3C writes it (00-TRACE-SPAN-FLAGS): how a trace goes through the store and through sockets.</summary>
public static class TraceParent
{
    /// <summary>Of what is going on now; null when it belongs to no trace.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : null;

    /// <summary>Where <paramref name="text"/> points; of what is no traceparent, nowhere: a new trace begins, as the W3C wants it.</summary>
    public static ActivityContext Read(string? text)
        => ActivityContext.TryParse(text, traceState: null, isRemote: true, out var context) ? context : default;

    /// <summary>A link to there, or none.</summary>
    public static ActivityLink[] Links(string? text) => Read(text) is { } there && there != default ? [new ActivityLink(there)] : [];
}
