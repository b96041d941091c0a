using System.Text.Json;
using Canopy.Contracts;

namespace Canopy.EndToEnd.Tests;

/// <summary>A run's whole log, read entry by entry over REST, and what must hold for it.</summary>
internal sealed class RunLog
{
    private readonly List<Entry> _entries;

    private RunLog(List<Entry> entries) => _entries = entries;

    /// <summary>Who trained the run, in order.</summary>
    public IReadOnlyList<string> Owners => [.. _entries
        .Where(e => e.Type == "event" && e.Data.GetProperty("event_type").GetString() == "owner_change")
        .Select(e => e.Data.GetProperty("details").GetProperty("owner").GetString()!)];

    public static async Task<RunLog> ReadAsync(Uri server, string runId)
    {
        using var http = new HttpClient { BaseAddress = server };
        return await ReadAsync(http, runId);
    }

    public static async Task<RunLog> ReadAsync(HttpClient http, string runId)
    {
        var entries = new List<Entry>();
        while (true)
        {
            var after = entries.Count == 0 ? 0 : entries[^1].Seq;
            using var page = JsonDocument.Parse(await http.GetStringAsync($"/v1/runs/{runId}/log?after={after}&count=500"));
            var more = page.RootElement.GetProperty("entries").EnumerateArray()
                .Select(e => new Entry(e.GetProperty("seq").GetInt64(), e.GetProperty("type").GetString()!, e.GetProperty("data").Clone()))
                .ToList();
            if (more.Count == 0)
            {
                return new RunLog(entries);
            }

            entries.AddRange(more);
        }
    }

    /// <summary>Numbers without gap or repeat, and every epoch exactly once and in order.</summary>
    public void AssertWhole(RunDescription run)
    {
        Assert.Equal(Enumerable.Range(1, (int)run.HeadSeq).Select(n => (long)n), _entries.Select(e => e.Seq));
        Assert.Equal(Enumerable.Range(1, (int)run.Epoch).Select(n => (long)n), Epochs());
        var units = _entries.Where(IsCascadeAdd).Select(e => e.Data.GetProperty("details").GetProperty("unit_index").GetInt32()).ToList();
        Assert.Equal(Enumerable.Range(0, units.Count), units);

        // Fewer than were installed when training returned to an earlier network.
        Assert.Equal(run.HiddenUnits, _entries.Last(e => e.Type == "topology").Data.GetProperty("hidden_units").GetInt32());
        Assert.True(run.HiddenUnits == units.Count || (run.Reason == "early_stopped" && run.HiddenUnits < units.Count));
    }

    /// <summary>What a viewer saw is the log: each entry once, in order, some of them coalesced with their neighbours.</summary>
    public void AssertSeenBy(IReadOnlyList<LogEntry> frames)
    {
        var next = 1L;
        foreach (var frame in frames)
        {
            var first = frame.Header.Flags.HasFlag(FrameFlags.Coalesced) ? EpochColumns.Parse(frame.Payload).FromSeq : frame.Seq;
            Assert.Equal(next, first);
            next = frame.Seq + 1;
        }

        Assert.Equal(_entries.Count + 1, next);
    }

    private static bool IsCascadeAdd(Entry entry)
        => entry.Type == "event" && entry.Data.GetProperty("event_type").GetString() == "cascade_add";

    private IEnumerable<long> Epochs()
    {
        foreach (var entry in _entries.Where(e => e.Type is "metrics" or "candidate_progress"))
        {
            var columns = entry.Data.GetProperty("columns");
            var first = columns.GetProperty("first_epoch").GetInt64();
            var last = columns.GetProperty("last_epoch").GetInt64();
            for (var epoch = first; epoch <= last; epoch++)
            {
                yield return epoch;
            }
        }
    }

    private sealed record Entry(long Seq, string Type, JsonElement Data);
}
