using System.Runtime.InteropServices;
using Canopy.CasCor;
using Canopy.Contracts;

namespace Canopy.Web.Tests.Streaming;

/// <summary>Writes a log as training would: phases, epochs in chunks, weight samples, installed units.</summary>
internal sealed class TestRun
{
    /// <summary>Of the run that tests put into their store.</summary>
    public const string Id = "0000000000000r";

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private long _seq;
    private long _step;
    private long _epoch;
    private int _units;

    public long Seq => _seq;

    public long Epoch => _epoch;

    public List<LogEntry> Entries { get; } = [];

    public static RunDescription Describe(string id, long headSeq) => new()
    {
        Id = id,
        Format = RunFormat.Newest,
        Name = "Two spirals",
        Status = RunStatus.Started,
        Phase = RunPhase.Output,
        Dataset = new DatasetDescription
        {
            Name = "two_spirals",
            Kind = ProblemKind.Classification,
            Patterns = 194,
            Inputs = 2,
            Outputs = 1,
            Hash = "00",
        },
        Options = new TrainingOptions(),
        Seed = 1,
        Pace = 0,
        HeadSeq = headSeq,
        FirstSeq = 1,
    };

    /// <summary>A run of <paramref name="units"/> rounds; each phase has <paramref name="chunks"/> chunks of <paramref name="epochs"/> epochs.</summary>
    public static TestRun WithUnits(int units, int chunks = 3, int epochs = 40)
    {
        var run = new TestRun();
        run.Status("created").Status("start");
        for (var unit = 0; unit <= units; unit++)
        {
            run.Round(chunks, epochs);
            if (unit < units)
            {
                run.Candidates(chunks, epochs).Install();
            }
        }

        return run.Status("victory", RunStatus.Completed);
    }

    public TestRun Status(string cause, RunStatus status = RunStatus.Started)
    {
        if (cause == "reset")
        {
            (_epoch, _units, _step) = (0, 0, 0);
        }

        return Add(EventKind.StatusChange, 0, new StatusChange(new StatusChangeDetails
        {
            Status = status,
            Phase = RunPhase.Output,
            Epoch = _epoch,
            HiddenUnits = _units,
            Cause = cause,
        }), ContractsJson.Default.StatusChange);
    }

    /// <summary>An output phase with a weight sample after each chunk and the weights at its end.</summary>
    public TestRun Round(int chunks, int epochs)
    {
        Phase(RunPhase.Output);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            Outputs(epochs).Topology(phaseEnd: false);
        }

        return Topology(phaseEnd: true);
    }

    public TestRun Phase(RunPhase phase) => Add(EventKind.PhaseChange, 1, new PhaseChange
    {
        Status = RunStatus.Started,
        Phase = phase,
        CurrentEpoch = _epoch,
        HiddenUnits = _units,
        MaxHiddenUnits = 25,
        PhaseStartedAt = Start.ToUnixTimeSeconds() + _epoch,
    }, ContractsJson.Default.PhaseChange);

    public TestRun Outputs(int epochs)
    {
        var first = _epoch + 1;
        _epoch += epochs;
        return AddEpochs(EventKind.OutputEpochs, epochs, new EpochColumns(first, _epoch, epochs, _units, _seq + 1, [
            Column(EpochColumn.Loss, 1, Values(epochs, i => 1f / (first + i))),
            Column(EpochColumn.Accuracy, 1, Values(epochs, i => 1f - (1f / (first + i)))),
            Column(EpochColumn.ErrorBits, 1, Values(epochs, i => (uint)(194 / (first + i)))),
        ]));
    }

    public TestRun Candidates(int chunks, int epochs, int pool = 8)
    {
        Phase(RunPhase.Candidate);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var first = _epoch + 1;
            _epoch += epochs;
            AddEpochs(EventKind.CandidateEpochs, epochs, new EpochColumns(first, _epoch, epochs, _units, _seq + 1, [
                Column(EpochColumn.Scores, pool, Values(epochs * pool, i => (first + i) * 0.001f)),
            ]));
        }

        return this;
    }

    public TestRun Install() => Add(EventKind.CascadeAdd, 1, new CascadeAdd(new CascadeAddDetails
    {
        UnitIndex = _units,
        TotalHiddenUnits = ++_units,
        Epoch = _epoch,
        Candidate = 3,
        Correlation = 0.5f,
        Activation = Activation.Sigmoid,
        Weights = [.. Enumerable.Range(0, 2 + _units).Select(i => i * 0.1f)],
    }), ContractsJson.Default.CascadeAdd);

    public TestRun Topology(bool phaseEnd) => Add(EventKind.Topology, phaseEnd ? 1 : 0, new Topology
    {
        InputUnits = 2,
        HiddenUnits = _units,
        OutputUnits = 1,
        Epoch = _epoch,
        PhaseEnd = phaseEnd,
        OutputWeights = [[.. Enumerable.Range(0, 3 + _units).Select(i => _epoch + (i * 0.1f))]],
    }, ContractsJson.Default.Topology);

    private TestRun AddEpochs(EventKind kind, int epochs, EpochColumns columns)
    {
        _step += epochs;
        Entries.Add(LogEntry.Create(kind, FrameFlags.None, ++_seq, _step, Time, columns.ToPayload()));
        return this;
    }

    private TestRun Add<T>(EventKind kind, int steps, T data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        _step += steps;
        Entries.Add(LogEntry.Create(kind, ++_seq, _step, Time, data, type));
        return this;
    }

    private DateTimeOffset Time => Start.AddMilliseconds(_seq * 100);

    private static T[] Values<T>(int count, Func<int, T> value) => [.. Enumerable.Range(0, count).Select(value)];

    private static ColumnData Column<T>(EpochColumn column, int width, T[] values)
        where T : struct
        => new(column, width, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
}
