using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Tests;

/// <summary>What must hold for the log of any run.</summary>
internal static class LogCheck
{
    public static async Task<IReadOnlyList<LogEntry>> ReadAsync(IRunReader reader, string runId)
    {
        var all = new List<LogEntry>();
        while (true)
        {
            var more = await reader.ReadLogAsync(runId, all.Count == 0 ? 0 : all[^1].Seq, 100, CancellationToken.None);
            if (more.Count == 0)
            {
                return all;
            }

            all.AddRange(more);
        }
    }

    /// <summary>Numbers without gap, every epoch and every happening once and in order, one phase a chunk; returns the log.</summary>
    public static async Task<IReadOnlyList<LogEntry>> AssertWholeAsync(IRunReader reader, RunDescription run)
    {
        var log = await ReadAsync(reader, run.Id);
        Assert.Equal(Enumerable.Range(0, log.Count).Select(i => run.FirstSeq + i), log.Select(e => e.Seq));
        Assert.Equal(run.HeadSeq, log[^1].Seq);
        var (epoch, step, units) = (0L, 0L, 0);
        foreach (var entry in log)
        {
            Assert.True(entry.Header.Step >= step, $"Entry {entry.Seq} goes back to step {entry.Header.Step}.");
            var happenings = entry.Header.Step - step;
            step = entry.Header.Step;
            switch (entry.Kind)
            {
                case EventKind.OutputEpochs or EventKind.CandidateEpochs:
                    var chunk = EpochColumns.Parse(entry.Payload);
                    Assert.Equal(epoch + 1, chunk.FirstEpoch);
                    Assert.Equal(chunk.LastEpoch - chunk.FirstEpoch + 1, chunk.Count);
                    Assert.Equal(units, chunk.HiddenUnits);
                    Assert.Equal(chunk.Count, happenings);
                    epoch = chunk.LastEpoch;
                    break;
                case EventKind.CascadeAdd:
                    var unit = entry.Read(ContractsJson.Default.CascadeAdd).Details;
                    Assert.Equal(units++, unit.UnitIndex);
                    Assert.Equal((epoch, 1L), (unit.Epoch, happenings));
                    break;
                case EventKind.PhaseChange:
                    Assert.Equal((epoch, 1L), (entry.Read(ContractsJson.Default.PhaseChange).CurrentEpoch, happenings));
                    break;
                case EventKind.Topology:
                    var topology = entry.Read(ContractsJson.Default.Topology);
                    Assert.Equal((epoch, topology.PhaseEnd ? 1L : 0L), (topology.Epoch, happenings));

                    // Only a return to an earlier network has fewer units than there were.
                    Assert.True(topology.HiddenUnits == units || (topology.PhaseEnd && topology.HiddenUnits < units));
                    units = topology.HiddenUnits;
                    break;
                case EventKind.StatusChange:
                    Assert.Equal(epoch, entry.Read(ContractsJson.Default.StatusChange).Details.Epoch);
                    break;
                default:
                    Assert.Equal(0, happenings);
                    break;
            }
        }

        Assert.Equal((run.Epoch, run.HiddenUnits), (epoch, units));
        return log;
    }

    public static IReadOnlyList<StatusChangeDetails> Statuses(IReadOnlyList<LogEntry> log)
        => [.. log.Where(e => e.Kind == EventKind.StatusChange).Select(e => e.Read(ContractsJson.Default.StatusChange).Details)];

    public static IReadOnlyList<OwnerChangeDetails> Owners(IReadOnlyList<LogEntry> log)
        => [.. log.Where(e => e.Kind == EventKind.OwnerChange).Select(e => e.Read(ContractsJson.Default.OwnerChange).Details)];
}
