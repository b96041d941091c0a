using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Canopy.Contracts;

namespace Canopy.Runs.Tests.Contracts;

public sealed class EnvelopeWriterTests
{
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_250);

    [Fact]
    public void Write_OutputEpochs_HoldsNewestRowAndAllColumns()
    {
        var columns = new EpochColumns(5, 6, 2, 3, 0, [
            Column(EpochColumn.Loss, 1, [0.5f, 0.25f]),
            Column(EpochColumn.Accuracy, 1, [0.5f, 0.75f]),
            Column(EpochColumn.ErrorBits, 1, [7u, 4u])]);

        var json = ToJson(EventKind.OutputEpochs, columns);

        Assert.Equal(
            """
            {"type":"metrics","seq":9,"timestamp":1700000000.25,"data":{"epoch":6,"metrics":{"loss":0.25,"accuracy":0.75,"error_bits":4},"network_topology":{"hidden_units":3},"phase":"output","columns":{"first_epoch":5,"last_epoch":6,"rows":2,"hidden_units":3,"loss":[0.5,0.25],"accuracy":[0.5,0.75],"error_bits":[7,4]}}}
            """, json);
    }

    [Fact]
    public void Write_CandidateEpochs_NamesTheBestOfTheNewestEpoch()
    {
        var columns = new EpochColumns(10, 11, 2, 1, 0, [Column(EpochColumn.Scores, 3, [0.1f, 0.2f, 0.3f, 0.4f, 0.9f, 0.5f])]);

        var json = ToJson(EventKind.CandidateEpochs, columns);

        Assert.Equal(
            """
            {"type":"candidate_progress","seq":9,"timestamp":1700000000.25,"data":{"epoch":11,"candidate_id":1,"correlation":0.9,"phase":"candidate","columns":{"first_epoch":10,"last_epoch":11,"rows":2,"hidden_units":1,"scores":[[0.1,0.2,0.3],[0.4,0.9,0.5]]}}}
            """, json);
    }

    [Fact]
    public void Write_CoalescedEpochs_NamesTheEntriesItStandsFor()
    {
        var columns = new EpochColumns(1, 100, 2, 0, 4, [
            Column(EpochColumn.Epoch, 1, [50u, 100u]), Column(EpochColumn.Loss, 1, [1f, 0.5f])]);

        var data = JsonNode.Parse(ToJson(EventKind.OutputEpochs, columns, FrameFlags.Coalesced))!["data"]!["columns"]!;

        Assert.Equal(4, data["from_seq"]!.GetValue<int>());
        Assert.Equal([50, 100], data["epoch"]!.AsArray().Select(e => e!.GetValue<int>()));
    }

    [Fact]
    public void Write_Validation_HasTheAncestorsNamesInTheNewestRow()
    {
        var columns = new EpochColumns(5, 6, 2, 3, 0, [
            Column(EpochColumn.Loss, 1, [0.5f, 0.25f]),
            Column(EpochColumn.ValidationLoss, 1, [0.75f, 0.375f]),
            Column(EpochColumn.ValidationAccuracy, 1, [0.5f, 0.625f])]);

        var data = JsonNode.Parse(ToJson(EventKind.OutputEpochs, columns))!["data"]!;

        Assert.Equal("""{"loss":0.25,"val_loss":0.375,"val_accuracy":0.625}""", data["metrics"]!.ToJsonString());
        Assert.Equal("[0.75,0.375]", data["columns"]!["validation_loss"]!.ToJsonString());
        Assert.Equal("[0.5,0.625]", data["columns"]!["validation_accuracy"]!.ToJsonString());
    }

    [Fact]
    public void CascadeAdd_OfAnOlderVersion_IsOfAPlainCascade()
    {
        const string Old = """{"event_type":"cascade_add","details":{"unit_index":3,"total_hidden_units":4,"epoch":9,"candidate":1,"correlation":0.5,"activation":"tanh","weights":[1,2]}}""";
        var entry = LogEntry.Create(EventKind.CascadeAdd, FrameFlags.None, 3, 9, Time, System.Text.Encoding.UTF8.GetBytes(Old));

        Assert.Equal(4, entry.Read(ContractsJson.Default.CascadeAdd).Details.Layer);
    }

    [Fact]
    public void Write_NaNLoss_IsAString()
    {
        var columns = new EpochColumns(1, 1, 1, 0, 0, [Column(EpochColumn.Loss, 1, [float.NaN])]);

        var data = JsonNode.Parse(ToJson(EventKind.OutputEpochs, columns))!["data"]!;

        Assert.Equal("NaN", data["metrics"]!["loss"]!.GetValue<string>());
    }

    [Fact]
    public void Write_JsonPayload_IsTakenAsItIs()
    {
        var entry = LogEntry.Create(EventKind.Ping, 0, 0, Time, new Ping(12.5), ContractsJson.Default.Ping);

        var json = System.Text.Encoding.UTF8.GetString(EnvelopeWriter.ToUtf8(entry));

        Assert.Equal("""{"type":"ping","seq":0,"timestamp":1700000000.25,"data":{"server_time":12.5}}""", json);
    }

    [Fact]
    public void Write_UnknownKind_KeepsItsNumber()
    {
        var entry = LogEntry.Create((EventKind)99, FrameFlags.None, 3, 0, Time, "whatever"u8);

        var json = JsonNode.Parse(EnvelopeWriter.ToUtf8(entry))!;

        Assert.Equal("unknown", json["type"]!.GetValue<string>());
        Assert.Equal(99, json["data"]!["kind"]!.GetValue<int>());
    }

    [Fact]
    public void TypeOf_EveryKnownKind_HasAType()
        => Assert.All(Enum.GetValues<EventKind>().Except([EventKind.Unknown]), kind => Assert.NotNull(EnvelopeWriter.TypeOf(kind)));

    private static string ToJson(EventKind kind, EpochColumns columns, FrameFlags flags = FrameFlags.None)
        => System.Text.Encoding.UTF8.GetString(EnvelopeWriter.ToUtf8(LogEntry.Create(kind, flags, 9, 42, Time, columns.ToPayload())));

    private static ColumnData Column<T>(EpochColumn column, int width, T[] values)
        where T : unmanaged
        => new(column, width, MemoryMarshal.AsBytes<T>(values).ToArray());
}
