using System.Net.WebSockets;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.Images.Tests.Running;

/// <summary>A backend and a web server over a Redis of their own.</summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    private RunningSystem(RedisServer redis, ProgramUnderTest backend, ProgramUnderTest web) => (Redis, Backend, Web) = (redis, backend, web);

    public RedisServer Redis { get; }

    public ProgramUnderTest Backend { get; }

    public ProgramUnderTest Web { get; }

    public static async Task<RunningSystem> StartAsync(ProgramForm backend, ProgramForm web, Dictionary<string, string?> settings)
    {
        var redis = await RedisServer.StartAsync();
        var all = new Dictionary<string, string?>(settings) { ["ConnectionStrings__cache"] = redis.ConnectionString };
        var backendProgram = await ProgramUnderTest.StartAsync(backend, all);
        all["CASCOR_BACKEND_URL"] = backendProgram.Address.ToString().TrimEnd('/');
        return new RunningSystem(redis, backendProgram, await ProgramUnderTest.StartAsync(web, all));
    }

    /// <summary>Creates a run by way of web and follows its log to the end; returns its id and what came.</summary>
    public async Task<(string Id, IReadOnlyList<LogEntry> Entries)> TrainAsync(string request)
    {
        var created = await Web.PostAsync("/v1/runs", request);
        Assert.True(created.Status is 200 or 201, created.Body);
        var id = created.Json.GetProperty("id").GetString()!;
        return (id, await FollowAsync(id));
    }

    public async ValueTask DisposeAsync()
    {
        Web.Dispose();
        Backend.Dispose();
        await Redis.DisposeAsync();
    }

    private async Task<IReadOnlyList<LogEntry>> FollowAsync(string id)
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("canopy.binary.v1");
        socket.Options.SetRequestHeader("Authorization", $"Bearer {Token.Operator()}");
        await socket.ConnectAsync(new Uri($"ws://{Web.Address.Authority}/ws/training?run={id}&after=0"), limit.Token);
        var (entries, buffer) = (new List<LogEntry>(), new byte[1 << 20]);
        while (!(entries.LastOrDefault() is { Kind: EventKind.StatusChange } last
            && last.Read(ContractsJson.Default.StatusChange).Details.Status is RunStatus.Completed or RunStatus.Failed))
        {
            var length = 0;
            ValueWebSocketReceiveResult result;
            do
            {
                result = await socket.ReceiveAsync(buffer.AsMemory(length), limit.Token);
                length += result.Count;
            }
            while (!result.EndOfMessage);
            Assert.NotEqual(WebSocketMessageType.Close, result.MessageType);
            if (LogEntry.Parse(buffer.AsSpan(0, length).ToArray()) is { Seq: > 0 } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }
}
