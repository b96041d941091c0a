using System.Text.Json.Nodes;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Storage;
using Canopy.Runs.Storage.Redis;
using Canopy.Runs.Tests.Storage;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Formats;

/// <summary>Stores that earlier versions left (tests/golden/formats) are read, gone on with, and end as they would have ended then.</summary>
public sealed class RecordingTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Folder => Path.Combine(Programs.Root, "tests", "golden", "formats");

    public static TheoryData<string> Recordings
        => [.. Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Recordings_OfEveryFormatThatIsRead_AreThere()
        => Assert.Equal(
            Enumerable.Range(RunFormat.Oldest, RunFormat.Newest - RunFormat.Oldest + 1),
            Recordings.Select(r => int.Parse(Path.GetDirectoryName(r.Data)!)).Distinct().Order());

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Store_OfAnEarlierVersion_IsListedOpenedAndEndsInTheSameNetworks(string recording)
    {
        var (store, ends) = await LoadAsync(recording);
        var runs = (await store.ListAsync(new RunQuery(), Token)).Runs;
        Assert.Equal(ends.Keys.Order(StringComparer.Ordinal), runs.Select(r => r.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["completed", "killed", "paused", "stopped"], runs.Select(r => r.Name).Order(StringComparer.Ordinal));
        Assert.All(runs, run => Assert.Equal((1, null, null), (run.Format, run.Unreadable, run.StatusText)));
        foreach (var run in runs)
        {
            await OpenAsync(store, run);
        }

        await using var service = await RunService.StartAsync(store);
        foreach (var run in runs)
        {
            if (run.Status is RunStatus.Paused or RunStatus.Stopped)
            {
                Assert.True((await service.SendAsync(run, RunCommandKind.Start)).Applied);
            }

            var ended = await service.WaitForEndAsync(run);
            Assert.Equal((RunStatus.Completed, ends[run.Id]), (ended.Status, ended.NetworkHash));
            await OpenAsync(store, ended);
        }
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Run_OfAnEarlierVersion_HasOurFormatOnceWeHaveChangedIt(string recording)
    {
        var (store, ends) = await LoadAsync(recording);
        await using var service = await RunService.StartAsync(store);
        foreach (var run in (await store.ListAsync(new RunQuery(), Token)).Runs)
        {
            await service.WaitForAsync(run, r => r.Status != RunStatus.Started, "is not trained");
            await service.SendAsync(run, RunCommandKind.Reset);

            Assert.Equal(RunFormat.Newest.ToString(), (string?)await redis.ExecuteAsync("HGET", $"canopy:run:{run.Id}", "format"));
        }
    }

    private async Task<(RedisRunStore Store, Dictionary<string, string> Ends)> LoadAsync(string recording)
    {
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, recording), Token))!;
        await redis.ExecuteAsync("FLUSHALL");
        await StoreRecording.LoadAsync(redis.Connection.GetDatabase(), file["keys"]!.AsObject());
        return (redis.NewStore(), file["ends"]!.AsObject().ToDictionary(e => e.Key, e => (string)e.Value!));
    }

    /// <summary>All that a page asks for.</summary>
    private static async Task OpenAsync(RedisRunStore store, RunDescription run)
    {
        await LogCheck.AssertWholeAsync(store, run);
        var values = (await store.FindDatasetAsync(run.Dataset.Hash, Token))!;
        Assert.Equal(run.Dataset.Patterns * run.Dataset.Inputs, values.Inputs.Length);
        if (await store.FindCheckpointAsync(run.Id, Token) is { } checkpoint)
        {
            Assert.Equal(checkpoint.Epoch, CheckpointInfo.Read(checkpoint.Bytes.Span).Epoch);
        }
    }
}
