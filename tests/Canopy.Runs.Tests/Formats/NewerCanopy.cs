using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Tests.Storage;

namespace Canopy.Runs.Tests.Formats;

/// <summary>Makes what a newer program would write out of what this one wrote.</summary>
internal sealed class NewerCanopy(RedisFixture redis, string runId)
{
    private string Run => $"canopy:run:{runId}";

    /// <summary>Everything that is told apart: what is newer → how a store gets it.</summary>
    public static IReadOnlyDictionary<string, Func<NewerCanopy, Task>> All { get; } = new Dictionary<string, Func<NewerCanopy, Task>>(StringComparer.Ordinal)
    {
        ["format"] = data => data.SetAsync("format", (RunFormat.Newest + 1).ToString()),
        ["status"] = data => data.SetAsync("status", "Hibernating"),
        ["phase"] = data => data.SetAsync("training_phase", "FineTuning"),
        ["option"] = data => data.EditAsync("options", options => options["next_option"] = 1),
        ["initial option"] = data => data.EditAsync("initial_options", options => options["next_option"] = 1),
        ["option's choice"] = data => data.EditAsync("options", options => options["output"]!["optimiser"] = "lion"),
        ["option's range"] = data => data.EditAsync("options", options => options["pool_size"] = 5000),
        ["kind of data"] = data => data.EditAsync("spec", spec => spec["dataset"]!["kind"] = "sequence"),
        ["number"] = data => data.SetAsync("epoch", "2^70"),
        ["checkpoint"] = data => data.ChangeCheckpointAsync(bytes => BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], CheckpointInfo.NewestFormatVersion + 1)),
        ["checkpoint's option"] = data => data.ChangeCheckpointAsync(bytes => "next_opt1"u8.CopyTo(bytes[bytes.IndexOf("pool_size"u8)..])),
        ["kind of entry"] = data => data.AppendAsync(LogEntry.Create((EventKind)99, FrameFlags.None, 0, 0, TestRuns.Time, "{}"u8)),
        ["layout of entry"] = data => data.AppendAsync(TestRuns.Entry(0), frame => frame[0] = FrameHeader.LayoutVersion + 1),
        ["option in an entry"] = data => data.AppendAsync(LogEntry.Create(EventKind.ParamsUpdated, FrameFlags.None, 0, 0, TestRuns.Time, """{"epoch":1,"options":{"next_option":1}}"""u8)),
    };

    private async Task SetAsync(string field, string value) => await redis.ExecuteAsync("HSET", Run, field, value);

    private async Task EditAsync(string field, Action<JsonNode> edit)
    {
        var json = JsonNode.Parse((string)(await redis.ExecuteAsync("HGET", Run, field))!)!;
        edit(json);
        await SetAsync(field, json.ToJsonString());
    }

    private delegate void Change(Span<byte> checkpoint);

    private async Task ChangeCheckpointAsync(Change change)
    {
        const int PackedHeader = 28;
        var packed = (byte[])(await redis.ExecuteAsync("GET", $"{Run}:checkpoint"))!;
        change(packed.AsSpan(PackedHeader));
        SHA256.HashData(packed.AsSpan(PackedHeader..^32), packed.AsSpan(^32..));
        await redis.ExecuteAsync("SET", $"{Run}:checkpoint", packed);
    }

    private async Task AppendAsync(LogEntry entry, Action<byte[]>? change = null)
    {
        var seq = (long)await redis.ExecuteAsync("HINCRBY", Run, "head_seq", 1);
        var step = (long)await redis.ExecuteAsync("HGET", Run, "step");
        var frame = LogEntry.Create(entry.Kind, FrameFlags.None, seq, step, TestRuns.Time, entry.Payload.Span).Frame.ToArray();
        change?.Invoke(frame);
        await redis.ExecuteAsync("XADD", $"{Run}:log", $"{seq}-0", "f", frame);
    }
}
