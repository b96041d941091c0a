using System.Net;
using Canopy.ServiceDefaults.Redis;
using Canopy.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Tests.Redis;

/// <summary>What becomes of a client that gets no answers any more (docs/decisions/0011).</summary>
public class RedisWatchTests
{
    /// <summary>Far longer than a test: the client by itself does nothing about a silent connection.</summary>
    private const string Patient = ",asyncTimeout=600000,syncTimeout=600000,connectTimeout=500";

    private static readonly RedisWatchTimes Times = new()
    {
        Interval = TimeSpan.FromSeconds(0.1),
        Limit = TimeSpan.FromSeconds(1),
        Reconnect = TimeSpan.FromSeconds(0.5),
        Restart = TimeSpan.FromHours(1),
    };

    [Fact]
    public async Task Connections_FallSilent_ClientConnectsAnewAndKeepsItsSubscriptions()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var relay = RedisRelay.Start(redis.Port);
        await using var app = await StartAsync(relay, Times);
        await Until.TrueAsync(async () => (await app.GetAsync("/readyz")).StatusCode == HttpStatusCode.OK, "the program is ready");
        var connection = app.Services.GetRequiredService<IConnectionMultiplexer>();
        var heard = new TaskCompletionSource<string?>();
        await connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal("leaves"), (_, message) => heard.TrySetResult(message));

        relay.Silence();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.GetAsync("/readyz")).StatusCode);

        await Until.TrueAsync(async () => (await app.GetAsync("/readyz")).StatusCode == HttpStatusCode.OK, "the program is ready again");
        await Until.TrueAsync(
            async () =>
            {
                await connection.GetDatabase().PublishAsync(RedisChannel.Literal("leaves"), "fall").WaitAsync(Until.Limit);
                return heard.Task.IsCompleted;
            },
            "the subscription is heard again");
    }

    [Fact]
    public async Task Client_NeverAnsweredThoughRedisIsThere_FailsLivenessUntilItIs()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var relay = RedisRelay.Start(redis.Port);
        relay.HearsOnlyProbes = true;
        await using var app = await StartAsync(relay, Times with { Restart = TimeSpan.FromSeconds(1) });

        await Until.TrueAsync(
            async () => await app.GetJsonAsync("/healthz") is (HttpStatusCode.ServiceUnavailable, var body)
                && body.GetProperty("checks").GetProperty("redis-client").GetProperty("message").GetString()!.StartsWith("Redis answers new connections", StringComparison.Ordinal),
            "/healthz fails");

        relay.HearsOnlyProbes = false;
        await Until.TrueAsync(async () => (await app.GetAsync("/healthz")).StatusCode == HttpStatusCode.OK, "/healthz is well again");
    }

    [Fact]
    public async Task Redis_Away_NeverFailsLiveness()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var relay = RedisRelay.Start(redis.Port);
        await redis.KillAsync();
        await using var app = await StartAsync(relay, Times with { Restart = TimeSpan.FromTicks(1) });

        // Every turn of the watch ends in a probe.
        await Until.TrueAsync(
            async () =>
            {
                Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/healthz")).StatusCode);
                return relay.Accepted >= 40;
            },
            "Redis has been asked for many times");
    }

    private static Task<TestApp> StartAsync(RedisRelay relay, RedisWatchTimes times) => TestApp.StartAsync(
        settings: new() { ["ConnectionStrings:cache"] = relay.ConnectionString + Patient },
        configure: builder =>
        {
            builder.Services.AddSingleton(times);
            builder.AddRedisConnection("cache");
        });
}
