using Canopy.Contracts;

namespace Canopy.Web.Tests.Streaming;

/// <summary>What must hold for whatever a viewer saw of a log.</summary>
internal static class LogAssert
{
    /// <summary>
    /// Frames cover the log from <paramref name="after"/> on without gap or repeat; epochs rise; everything that is neither an
    /// epoch nor a weight sample is there byte for byte; the newest epoch of every phase is there.
    /// </summary>
    public static void IsWhole(IReadOnlyList<LogEntry> log, IReadOnlyList<LogEntry> seen, long after = 0)
    {
        var next = after + 1;
        foreach (var frame in seen)
        {
            Assert.Equal(next, FromSeq(frame));
            next = frame.Seq + 1;
        }

        Assert.Equal(log[^1].Seq + 1, next);
        Assert.Equal(
            log.Where(e => e.Seq > after && IsKept(e)).Select(e => Convert.ToHexString(e.Frame.Span)),
            seen.Where(IsKept).Select(e => Convert.ToHexString(e.Frame.Span)));

        var epochs = Epochs(seen).ToList();
        Assert.Equal(epochs.Distinct().Order(), epochs);
        Assert.Empty(epochs.Except(Epochs(log.Where(e => e.Seq > after))));
        Assert.Empty(PhaseEnds(log, after).Except(epochs));
        var rows = Rows(log).ToDictionary();
        Assert.All(Rows(seen), row => Assert.Equal(rows[row.Key], row.Value));
    }

    /// <summary>Each epoch with its values, as text.</summary>
    private static IEnumerable<KeyValuePair<long, string>> Rows(IEnumerable<LogEntry> frames) => frames.Where(IsEpochs).SelectMany(frame =>
    {
        var columns = EpochColumns.Parse(frame.Payload);
        return Epochs([frame]).Select((epoch, row) => KeyValuePair.Create(epoch, string.Join(';', columns.Columns
            .Where(c => c.Column != EpochColumn.Epoch)
            .Select(c => $"{c.Column}:{Convert.ToHexString(c.Bytes.Span.Slice(row * c.Width * 4, c.Width * 4))}"))));
    });

    public static long FromSeq(LogEntry frame)
        => frame.Header.Flags.HasFlag(FrameFlags.Coalesced) ? EpochColumns.Parse(frame.Payload).FromSeq : frame.Seq;

    public static bool IsCoalesced(LogEntry frame) => frame.Header.Flags.HasFlag(FrameFlags.Coalesced);

    public static bool IsEpochs(LogEntry frame) => frame.Kind is EventKind.OutputEpochs or EventKind.CandidateEpochs;

    public static IEnumerable<long> Epochs(IEnumerable<LogEntry> frames) => frames.Where(IsEpochs).SelectMany(frame =>
    {
        var columns = EpochColumns.Parse(frame.Payload);
        return columns.Find(EpochColumn.Epoch) is { } epochs
            ? epochs.Integers.ToArray().Select(e => (long)e)
            : Enumerable.Range(0, columns.Count).Select(i => columns.FirstEpoch + i);
    });

    public static bool IsKept(LogEntry entry)
        => !IsEpochs(entry) && !(entry.Kind == EventKind.Topology && !entry.Read(ContractsJson.Default.Topology).PhaseEnd);

    private static IEnumerable<long> PhaseEnds(IReadOnlyList<LogEntry> log, long after)
    {
        long last = 0;
        foreach (var entry in log.Where(e => e.Seq > after))
        {
            if (IsEpochs(entry))
            {
                last = EpochColumns.Parse(entry.Payload).LastEpoch;
            }
            else if (IsKept(entry) && last > 0)
            {
                yield return last;
                last = 0;
            }
        }
    }
}
