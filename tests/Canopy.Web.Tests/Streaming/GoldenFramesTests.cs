using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Web.Streaming;

namespace Canopy.Web.Tests.Streaming;

/// <summary>
/// tests/golden/frames.json holds one frame of every kind in both forms; the page's tests read the same file. A deliberate
/// change of a message is written with CANOPY_WRITE_GOLDEN=1.
/// </summary>
public sealed class GoldenFramesTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Frames_OfEveryKind_AreAsAgreed()
    {
        var made = Write();
        if (Environment.GetEnvironmentVariable("CANOPY_WRITE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(Golden(), made, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(Golden(), TestContext.Current.CancellationToken), made);
    }

    [Fact]
    public async Task Frames_OfTheFile_AreReadBack()
    {
        using var golden = JsonDocument.Parse(await File.ReadAllTextAsync(Golden(), TestContext.Current.CancellationToken));
        foreach (var frame in golden.RootElement.GetProperty("frames").EnumerateArray())
        {
            var entry = LogEntry.Parse(frame.GetProperty("binary").GetBytesFromBase64());

            Assert.True(JsonElement.DeepEquals(
                frame.GetProperty("envelope"), JsonDocument.Parse(EnvelopeWriter.ToUtf8(entry)).RootElement), frame.GetProperty("name").GetString());
        }
    }

    [Fact]
    public void File_HasEveryKind()
        => Assert.Equal(Enum.GetValues<EventKind>().Order(), Frames().Select(f => f.Frame.Kind).Distinct().Order());

    private static string Write() => new JsonObject
    {
        ["frames"] = new JsonArray([.. Frames().Select(f => (JsonNode)new JsonObject
        {
            ["name"] = f.Name,
            ["binary"] = Convert.ToBase64String(f.Frame.Frame.Span),
            ["envelope"] = JsonNode.Parse(EnvelopeWriter.ToUtf8(f.Frame)),
        })]),
    }.ToJsonString(Indented) + "\n";

    private static IEnumerable<(string Name, LogEntry Frame)> Frames()
    {
        var run = new TestRun().Status("created").Status("start").Phase(RunPhase.Output).Outputs(3).Topology(phaseEnd: false)
            .Outputs(4).Topology(phaseEnd: true).Candidates(chunks: 1, epochs: 2, pool: 3).Install();
        foreach (var entry in run.Entries)
        {
            yield return (Name(entry.Kind), entry);
        }

        yield return ("an entry of a newer layout", LogEntry.Parse(new byte[] { FrameHeader.LayoutVersion + 1 }, 39, run.Entries[^1]));
        yield return ("coalesced output epochs", Coalesced(r => r.Outputs(4), 1));
        yield return ("coalesced candidate epochs", Coalesced(r => r.Candidates(chunks: 1, epochs: 4, pool: 2), 2));
        yield return ("output epochs of a regression with values that are no numbers", NotNumbers());
        yield return ("output epochs with validation", Validated());
        yield return ("cascade add of a sibling", Entry(EventKind.CascadeAdd, 42, new CascadeAdd(new CascadeAddDetails
        {
            UnitIndex = 1,
            TotalHiddenUnits = 2,
            Epoch = 9,
            Candidate = 5,
            Correlation = 0.25f,
            Activation = Activation.LeakyRelu,
            Layer = 1,
            Weights = [0.5f, -1, 0.25f, 0],
        }), ContractsJson.Default.CascadeAdd));
        yield return ("status change of an early stop", Entry(EventKind.StatusChange, 43, new StatusChange(new StatusChangeDetails
        {
            Status = RunStatus.Completed,
            PreviousStatus = RunStatus.Started,
            Phase = RunPhase.Inference,
            Epoch = 40,
            HiddenUnits = 1,
            Cause = "early_stopped",
            Loss = 0.125f,
            Accuracy = 0.75f,
            ErrorBits = 12,
            ValidationLoss = 0.25f,
            ValidationAccuracy = 0.625f,
            NetworkHash = "00ff",
        }), ContractsJson.Default.StatusChange));
        yield return ("owner change", Entry(EventKind.OwnerChange, 40, new OwnerChange(new OwnerChangeDetails
        {
            Owner = "backend-1",
            Host = "node-a",
            Token = 2,
            Epoch = 9,
            NumericProfile = "f32x16",
            ProfileChanged = true,
        }), ContractsJson.Default.OwnerChange));
        yield return ("params updated", Entry(EventKind.ParamsUpdated, 41, new ParamsUpdated
        {
            Epoch = 9,
            CommandId = "c-1",
            Options = new TrainingOptions { PoolSize = 4 },
            Pace = 12.5,
            Applied = new JsonObject { ["pool_size"] = 4 },
        }, ContractsJson.Default.ParamsUpdated));
        yield return ("connection established", Entry(EventKind.ConnectionEstablished, 0, new ConnectionEstablished
        {
            ClientId = "0123456789ab",
            ServerTime = 1767225600.5,
            ServerInstanceId = "web-01234567",
            Version = "0.1.0",
            HeartbeatSeconds = 30,
        }, ContractsJson.Default.ConnectionEstablished));
        yield return ("initial status", Entry(EventKind.InitialStatus, 0, new InitialStatus(TestRun.Describe("r", 41)), ContractsJson.Default.InitialStatus));
        yield return ("ping", Entry(EventKind.Ping, 0, new Ping(1767225600.5), ContractsJson.Default.Ping));
        yield return ("pong", Entry(EventKind.Pong, 0, new Pong(1767225600.5), ContractsJson.Default.Pong));
        yield return ("server shutdown", Entry(EventKind.ServerShutdown, 0, new ServerShutdown("The server stops.", 0.5), ContractsJson.Default.ServerShutdown));
    }

    /// <summary>Three entries of one phase, thinned to every other epoch and the newest.</summary>
    private static LogEntry Coalesced(Func<TestRun, TestRun> chunk, int kind)
    {
        var run = chunk(chunk(chunk(new TestRun())));
        EpochBlock? block = null;
        foreach (var entry in run.Entries.Where(e => (int)e.Kind == kind))
        {
            var columns = EpochColumns.Parse(entry.Payload);
            if (block is null)
            {
                block = new EpochBlock(new RelayFrame(entry), columns, startsPhase: true, stride: 2);
            }
            else
            {
                block.Append(new RelayFrame(entry), columns, stride: 2);
            }
        }

        return block!.FrameFrom(1).Entry;
    }

    private static LogEntry NotNumbers()
    {
        var loss = MemoryMarshal.AsBytes<float>(new[] { 0.25f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e-30f }).ToArray();
        var columns = new EpochColumns(6, 10, 5, 2, 0, [new ColumnData(EpochColumn.Loss, 1, loss)]);
        return LogEntry.Create(EventKind.OutputEpochs, FrameFlags.None, 39, 50, TestRun.Start, columns.ToPayload());
    }

    private static LogEntry Validated()
    {
        static ColumnData Column<T>(EpochColumn column, T first, T second)
            where T : struct
            => new(column, 1, MemoryMarshal.AsBytes<T>(new[] { first, second }).ToArray());

        var columns = new EpochColumns(6, 7, 2, 1, 0, [
            Column(EpochColumn.Loss, 0.5f, 0.25f), Column(EpochColumn.Accuracy, 0.5f, 0.75f), Column(EpochColumn.ErrorBits, 9u, 4u),
            Column(EpochColumn.ValidationLoss, 0.625f, 0.375f), Column(EpochColumn.ValidationAccuracy, 0.5f, 0.625f)]);
        return LogEntry.Create(EventKind.OutputEpochs, FrameFlags.None, 38, 50, TestRun.Start, columns.ToPayload());
    }

    private static LogEntry Entry<T>(EventKind kind, long seq, T data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        => LogEntry.Create(kind, seq, seq == 0 ? 0 : 50, TestRun.Start, data, type);

    private static string Name(EventKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()).Replace('_', ' ');

    private static string Golden([CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "golden", "frames.json"));
}
