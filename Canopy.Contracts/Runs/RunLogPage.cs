using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace Canopy.Contracts;

/// <summary>Body of <c>GET /v1/runs/{id}/log</c>; no entries: there are no more yet.</summary>
public sealed record RunLogPage(IReadOnlyList<RunLogEntry> Entries);

/// <summary>An entry as JSON, the very text that <c>/ws/training</c> sends (docs/stream.md).</summary>
/// <param name="Type">What it says; unknown: a kind that this program does not know.</param>
/// <param name="Seq">Its number in the log, from 1.</param>
/// <param name="Timestamp">Unix time in seconds.</param>
/// <param name="Data">Depends on the type.</param>
public sealed record RunLogEntry(
    [property: AllowedValues("metrics", "candidate_progress", "event", "state", "topology", "params_updated", "unknown")] string Type,
    long Seq, double Timestamp, JsonObject Data);
