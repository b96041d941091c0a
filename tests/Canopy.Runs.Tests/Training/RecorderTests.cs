using System.Text.Json.Nodes;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Storage;
using Canopy.Runs.Training;

namespace Canopy.Runs.Tests.Training;

public sealed class RecorderTests
{
    private static readonly CreateRun Regression = new()
    {
        Dataset = new DatasetSpec
        {
            Data = new InlineData { Kind = ProblemKind.Regression, Inputs = [[1], [2], [3]], Targets = [[0.1f], [0.2f], [0.4f]] },
        },
    };

    private readonly CommitQueue _queue = TestRuns.Queue();

    [Fact]
    public void Epochs_OfOnePhase_BecomeColumns()
    {
        var recorder = New();
        recorder.OnPhaseStarted(new PhaseStarted(TrainingPhase.Output, 0, 0));
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            recorder.OnOutputEpoch(new OutputEpoch(epoch, 0, 1f / epoch, 0.5f, 10 - epoch));
        }

        recorder.Flush();

        var chunk = Entries().Last();
        Assert.Equal((EventKind.OutputEpochs, 4L), (chunk.Kind, chunk.Header.Step));
        var columns = EpochColumns.Parse(chunk.Payload);
        Assert.Equal((1, 3, 3, 0), (columns.FirstEpoch, columns.LastEpoch, columns.Count, columns.HiddenUnits));
        Assert.Equal([1f, 0.5f, 1f / 3], columns.Find(EpochColumn.Loss)!.Value.Floats.ToArray());
        Assert.Equal([0.5f, 0.5f, 0.5f], columns.Find(EpochColumn.Accuracy)!.Value.Floats.ToArray());
        Assert.Equal([9u, 8, 7], columns.Find(EpochColumn.ErrorBits)!.Value.Integers.ToArray());
    }

    [Fact]
    public void CandidateEpochs_BecomeOneScorePerCandidate()
    {
        var recorder = New();
        recorder.OnCandidateEpoch(new CandidateEpoch(5, 2, 1), [0.1f, 0.2f]);
        recorder.OnCandidateEpoch(new CandidateEpoch(6, 2, 0), [0.4f, 0.3f]);
        recorder.Flush();

        var columns = EpochColumns.Parse(Entries().Single().Payload);
        Assert.Equal(2, columns.Find(EpochColumn.Scores)!.Value.Width);
        Assert.Equal([0.1f, 0.2f, 0.4f, 0.3f], columns.Find(EpochColumn.Scores)!.Value.Floats.ToArray());
        Assert.Equal(2, columns.HiddenUnits);
    }

    [Fact]
    public void Phases_EndAChunk()
    {
        var recorder = New();
        recorder.OnOutputEpoch(new OutputEpoch(1, 0, 1, 1, 1));
        recorder.OnOutputWeights(1, 0, [1, 2, 3]);
        recorder.OnPhaseStarted(new PhaseStarted(TrainingPhase.Candidate, 1, 0));
        recorder.OnCandidateEpoch(new CandidateEpoch(2, 0, 0), [0.5f]);
        recorder.OnUnitInstalled(new UnitInstalled(0, 2, 0, 0.5f, Activation.Sigmoid, Layer: 1), [1, 2, 3]);
        recorder.OnPhaseStarted(new PhaseStarted(TrainingPhase.Output, 2, 1));
        recorder.OnOutputEpoch(new OutputEpoch(3, 1, 1, 1, 1));
        recorder.Flush();

        var entries = Entries();
        Assert.Equal(
            [
                EventKind.OutputEpochs, EventKind.Topology, EventKind.PhaseChange, EventKind.CandidateEpochs, EventKind.CascadeAdd,
                EventKind.PhaseChange, EventKind.OutputEpochs,
            ],
            entries.Select(e => e.Kind));
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], entries.Select(e => e.Header.Step));
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], entries.Select(e => e.Seq));
        Assert.True(recorder.UnitInstalled);
    }

    [Fact]
    public void ManyEpochs_AreCutIntoChunksOfBoundedSize()
    {
        var recorder = New();
        var scores = new float[8];
        for (var epoch = 1; epoch <= 10_000; epoch++)
        {
            recorder.OnCandidateEpoch(new CandidateEpoch(epoch, 0, 0), scores);
        }

        recorder.Flush();

        var entries = Entries();
        Assert.All(entries, e => Assert.InRange(EpochColumns.Parse(e.Payload).Count, 1, 4096));
        Assert.Equal(3, entries.Count);
        // 32 bytes an epoch, and next to nothing for the rest.
        Assert.InRange(entries.Sum(e => e.Frame.Length), 320_000, 320_500);
    }

    [Fact]
    public void Replay_HappeningsThatTheLogHas_AreCountedAndNotRecorded()
    {
        var recorder = New(logged: 3);
        Assert.True(recorder.IsReplaying);
        recorder.OnPhaseStarted(new PhaseStarted(TrainingPhase.Output, 0, 0));
        recorder.OnOutputEpoch(new OutputEpoch(1, 0, 1, 1, 1));
        recorder.OnOutputEpoch(new OutputEpoch(2, 0, 1, 1, 1));
        Assert.False(recorder.IsReplaying);
        recorder.OnOutputEpoch(new OutputEpoch(3, 0, 0.25f, 1, 1));
        recorder.Flush();

        var columns = EpochColumns.Parse(Entries().Single().Payload);
        Assert.Equal((3, 3), (columns.FirstEpoch, columns.LastEpoch));
        Assert.Equal(4, recorder.Step);
    }

    [Fact]
    public void Epochs_Allocate_NothingPerEpoch()
    {
        // With a phase that is traced, too.
        using var spans = new SpanCollector();
        var recorder = New();
        var scores = new float[8];
        recorder.OnPhaseStarted(new PhaseStarted(TrainingPhase.Candidate, 0, 0));
        Assert.True(recorder.Rounds.IsOpen);
        recorder.OnCandidateEpoch(new CandidateEpoch(1, 0, 0), scores);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var epoch = 2; epoch <= 4000; epoch++)
        {
            recorder.OnCandidateEpoch(new CandidateEpoch(epoch, 0, 0), scores);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Regression_HasLossOnly()
    {
        var recorder = New(Regression);
        recorder.OnOutputEpoch(new OutputEpoch(1, 0, 0.5f, float.NaN, 0));
        recorder.Flush();

        Assert.Equal([EpochColumn.Loss], EpochColumns.Parse(Entries().Single().Payload).Columns.Select(c => c.Column));
        Assert.Equal((0.5f, null, null), (recorder.Progress.Figures.Loss, recorder.Progress.Figures.Accuracy, recorder.Progress.Figures.ErrorBits));
    }

    [Fact]
    public void Validation_HasColumnsOfItsOwn()
    {
        var recorder = New(TestRuns.Xor() with { Options = new JsonObject { ["validation_share"] = 0.25 } });
        recorder.OnOutputEpoch(new OutputEpoch(1, 0, 0.5f, 0.75f, 3, 0.6f, 0.5f));
        recorder.OnOutputEpoch(new OutputEpoch(2, 0, 0.4f, 1, 0, 0.7f, 0.25f));
        recorder.Flush();

        var columns = EpochColumns.Parse(Entries().Single().Payload);
        Assert.Equal([0.6f, 0.7f], columns.Find(EpochColumn.ValidationLoss)!.Value.Floats.ToArray());
        Assert.Equal([0.5f, 0.25f], columns.Find(EpochColumn.ValidationAccuracy)!.Value.Floats.ToArray());
        Assert.Equal((0.7f, 0.25f), (recorder.Progress.Figures.ValidationLoss, recorder.Progress.Figures.ValidationAccuracy));
    }

    [Fact]
    public void Validation_OfARegression_HasLossOnly()
    {
        var recorder = New(Regression with { Options = new JsonObject { ["validation_share"] = 0.4 } });
        recorder.OnOutputEpoch(new OutputEpoch(1, 0, 0.5f, float.NaN, 0, 0.75f, float.NaN));
        recorder.Flush();

        Assert.Equal(
            [EpochColumn.Loss, EpochColumn.ValidationLoss], EpochColumns.Parse(Entries().Single().Payload).Columns.Select(c => c.Column));
    }

    [Fact]
    public void WithoutValidation_AnEpochTakesTwelveBytes()
    {
        var recorder = New();
        for (var epoch = 1; epoch <= 4000; epoch++)
        {
            recorder.OnOutputEpoch(new OutputEpoch(epoch, 0, 1, 1, 1));
        }

        recorder.Flush();

        var entry = Entries().Single();
        Assert.InRange(entry.Frame.Length, 4000 * 12, (4000 * 12) + 100);
        Assert.Equal(
            [EpochColumn.Loss, EpochColumn.Accuracy, EpochColumn.ErrorBits], EpochColumns.Parse(entry.Payload).Columns.Select(c => c.Column));
    }

    [Fact]
    public void SeveralUnitsOfARound_AreEntriesWithTheirLayers()
    {
        var recorder = New();
        recorder.OnUnitInstalled(new UnitInstalled(0, 9, 4, 0.5f, Activation.Gaussian, 1), [1, 2, 3]);
        recorder.OnUnitInstalled(new UnitInstalled(1, 9, 2, 0.25f, Activation.Sine, 1), [1, 2, 3, 0]);

        Assert.Equal(2, recorder.Progress.HiddenUnits);
        Assert.Equal(
            [(0, 1, Activation.Gaussian), (1, 1, Activation.Sine)],
            Entries().Select(e => e.Read(ContractsJson.Default.CascadeAdd).Details).Select(d => (d.UnitIndex, d.Layer, d.Activation)));
    }

    [Fact]
    public void EarlyStop_ReturnsToTheUnitsOfTheEarlierNetwork()
    {
        var recorder = New();
        recorder.OnUnitInstalled(new UnitInstalled(0, 5, 0, 0.5f, Activation.Sigmoid, 1), [1, 2, 3]);
        recorder.OnUnitInstalled(new UnitInstalled(1, 9, 0, 0.5f, Activation.Sigmoid, 2), [1, 2, 3, 4]);
        recorder.OnOutputWeights(12, 1, [1, 2, 3, 4]);
        var finished = new TrainingFinished(FinishReason.EarlyStopped, 12, 1, 0.25f, 0.75f, 2, 0.5f, 0.625f);
        recorder.OnFinished(finished);

        Assert.Equal(1, recorder.Progress.HiddenUnits);
        recorder.TakeFinalFigures(finished);
        Assert.Equal((1, new Figures(0.25f, 0.75f, 2, 0.5f, 0.625f)), (recorder.Progress.HiddenUnits, recorder.Progress.Figures));
        Assert.Equal(1, Entries().Last().Read(ContractsJson.Default.Topology).HiddenUnits);
    }

    private Recorder New(CreateRun? request = null, long logged = 0)
        => new(TestRuns.State(request ?? TestRuns.Xor()) with { Step = logged }, 0, _queue, TimeProvider.System, new Telemetry());

    private List<LogEntry> Entries()
    {
        _queue.Complete();
        var entries = new List<LogEntry>();
        while (_queue.TakeAsync(default).AsTask().Result is { } commit)
        {
            entries.AddRange(commit.Entries);
        }

        return entries;
    }
}
