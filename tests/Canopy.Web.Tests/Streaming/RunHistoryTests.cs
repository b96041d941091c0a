using Canopy.Contracts;
using Canopy.Web.Streaming;

namespace Canopy.Web.Tests.Streaming;

public sealed class RunHistoryTests
{
    [Fact]
    public void Read_LongRun_IsWholeAndBounded()
    {
        var run = TestRun.WithUnits(12, chunks: 10, epochs: 200);
        var history = Fill(new RelayOptions { HistoryRows = 1000, HistorySamples = 32 }, run);

        var frames = ReadAll(history);

        LogAssert.IsWhole(run.Entries, frames);
        var epochs = LogAssert.Epochs(frames).Count();
        Assert.InRange(epochs, 1000, 2100);
        Assert.InRange(frames.Count(f => f.Kind == EventKind.Topology && !LogAssert.IsKept(f)), 16, 33);
    }

    [Fact]
    public void Read_FromAnyNumber_IsWhole()
    {
        var run = TestRun.WithUnits(4, chunks: 8, epochs: 50);
        var history = Fill(new RelayOptions { HistoryRows = 300, HistorySamples = 8, RowsPerFrame = 64 }, run);

        for (var after = 0; after < run.Seq; after++)
        {
            LogAssert.IsWhole(run.Entries, ReadAll(history, after + 1), after);
        }
    }

    [Fact]
    public void Read_AtEveryMoment_IsWhole()
    {
        var run = TestRun.WithUnits(6, chunks: 12, epochs: 30);
        var history = new RunHistory(new RelayOptions { HistoryRows = 400, HistorySamples = 12, RowsPerFrame = 100 });
        for (var count = 1; count <= run.Entries.Count; count++)
        {
            Add(history, run.Entries[count - 1]);
            LogAssert.IsWhole(run.Entries[..count], ReadAll(history));
        }
    }

    [Fact]
    public void Add_LargePools_KeepsValuesWithinBounds()
    {
        var run = new TestRun().Status("start");
        for (var round = 0; round < 10; round++)
        {
            run.Candidates(chunks: 5, epochs: 100, pool: 1024).Install();
        }

        var history = Fill(new RelayOptions { HistoryValues = 200_000 }, run);

        var frames = ReadAll(history);
        LogAssert.IsWhole(run.Entries, frames);
        Assert.InRange(LogAssert.Epochs(frames).Count() * 1024, 50_000, 200_000);
    }

    [Fact]
    public void Read_EntryThatWasThinned_IsNotSentWhole()
    {
        var run = new TestRun().Status("start").Phase(RunPhase.Output);
        for (var chunk = 0; chunk < 20; chunk++)
        {
            run.Outputs(4000);
        }

        run.Phase(RunPhase.Candidate).Phase(RunPhase.Output).Outputs(4000);
        var last = ReadAll(Fill(new RelayOptions { HistoryRows = 2000 }, run))[^1];

        Assert.Equal((run.Seq, run.Seq), (LogAssert.FromSeq(last), last.Seq));
        Assert.True(LogAssert.IsCoalesced(last));
        Assert.InRange(EpochColumns.Parse(last.Payload).Count, 10, 200);
    }

    [Fact]
    public void Read_Epochs_AreSpreadEvenly()
    {
        var run = new TestRun().Status("start").Phase(RunPhase.Output);
        for (var chunk = 0; chunk < 100; chunk++)
        {
            run.Outputs(1000);
        }

        var epochs = LogAssert.Epochs(ReadAll(Fill(new RelayOptions { HistoryRows = 2000 }, run))).ToList();

        Assert.InRange(epochs.Count, 1000, 2000);
        var steps = epochs.Zip(epochs.Skip(1), (a, b) => b - a).ToList();
        Assert.InRange(steps.Max(), 50, 100);
    }

    private static RunHistory Fill(RelayOptions options, TestRun run)
    {
        var history = new RunHistory(options);
        run.Entries.ForEach(e => Add(history, e));
        return history;
    }

    private static void Add(RunHistory history, LogEntry entry)
    {
        var frame = new RelayFrame(entry);
        if (EntryReading.Columns(entry) is { } columns)
        {
            history.Add(frame, columns);
        }
        else if (EntryReading.IsSample(entry))
        {
            history.AddSample(frame);
        }
        else
        {
            history.Add(frame);
        }
    }

    private static List<LogEntry> ReadAll(RunHistory history, long cursor = 1)
    {
        var all = new List<LogEntry>();
        var batch = new List<RelayFrame>();
        while (true)
        {
            batch.Clear();
            cursor = history.Read(cursor, 5, batch);
            if (batch.Count == 0)
            {
                return all;
            }

            all.AddRange(batch.Select(f => f.Entry));
        }
    }
}
