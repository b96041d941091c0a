using System.Net;
using Aspire.StackExchange.Redis;
using Canopy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Tests.Redis;

public class RedisClientTests
{
    private static readonly Action<WebApplicationBuilder> Add = builder => builder.AddRedisConnection("cache");

    [Fact]
    public async Task Redis_ComesAndGoesAndComesBack_IsFollowedByReadinessAndCommands()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.KillAsync();
        // The program starts first.
        await using var app = await TestApp.StartAsync(settings: new() { ["ConnectionStrings:cache"] = redis.ConnectionString }, configure: Add);
        await ExpectAsync(app, HttpStatusCode.ServiceUnavailable, "unhealthy");

        await redis.RestartAsync();
        await ExpectAsync(app, HttpStatusCode.OK, "ok");
        var database = app.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        await database.StringSetAsync("tree", "oak").WaitAsync(Until.Limit);

        await redis.KillAsync();
        await ExpectAsync(app, HttpStatusCode.ServiceUnavailable, "unhealthy");

        await redis.RestartAsync();
        await ExpectAsync(app, HttpStatusCode.OK, "ok");
        Assert.Equal("elm", await SetAndGetAsync(database, "elm"));
    }

    [Fact]
    public async Task Password_OfItsOwnKey_IsUsed()
    {
        await using var redis = await RedisServer.StartAsync();
        await using (var first = await TestApp.StartAsync(settings: new() { ["ConnectionStrings:cache"] = redis.ConnectionString + ",allowAdmin=true" }, configure: Add))
        {
            var database = first.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
            await database.ExecuteAsync("CONFIG", "SET", "requirepass", "p w=1").WaitAsync(Until.Limit);
        }

        await using var without = await TestApp.StartAsync(settings: new() { ["ConnectionStrings:cache"] = redis.ConnectionString }, configure: Add);
        await using var with = await TestApp.StartAsync(
            settings: new() { ["ConnectionStrings:cache"] = redis.ConnectionString, ["REDIS_PASSWORD"] = "p w=1" }, configure: Add);

        await ExpectAsync(with, HttpStatusCode.OK, "ok");
        await ExpectAsync(without, HttpStatusCode.ServiceUnavailable, "unhealthy");
    }

    [Fact]
    public async Task Redis_Hangs_ReadinessStillAnswers()
    {
        using var silent = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var app = await TestApp.StartAsync(settings: new() { ["ConnectionStrings:cache"] = silent.LocalEndpoint.ToString() }, configure: Add);
        var from = TimeProvider.System.GetTimestamp();

        var (status, _) = await app.GetJsonAsync("/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.InRange(TimeProvider.System.GetElapsedTime(from).TotalSeconds, 0, 8);
    }

    [Fact]
    public async Task NoEndpoint_AskedFor_NamesBothKeys()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.AddRedisConnection("cache", settings => settings.DisableAutoActivation = true));

        var exception = Assert.Throws<InvalidOperationException>(() => app.Services.GetRequiredService<IConnectionMultiplexer>());

        Assert.Contains("ConnectionStrings:cache", exception.Message);
        Assert.Contains("Aspire:StackExchange:Redis", exception.Message);
    }

    [Fact]
    public async Task NoEndpoint_ActivatedAtStart_IsAMistakeOfTheSettings()
    {
        var exception = await Assert.ThrowsAsync<Canopy.ServiceDefaults.Settings.SettingsException>(() => TestApp.StartAsync(configure: Add));

        Assert.Contains("ConnectionStrings:cache", exception.Message);
    }

    [Fact]
    public async Task HealthCheck_Disabled_IsNotThere()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.AddRedisConnection("cache", settings =>
        {
            settings.DisableHealthChecks = true;
            settings.DisableAutoActivation = true;
        }));

        var (status, body) = await app.GetJsonAsync("/readyz");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("not_configured", body.GetProperty("redis").GetString());
    }

    [Fact]
    public void Options_NothingSaid_SuitLongLivedPrograms()
    {
        var options = Options(new() { ["ConnectionStrings:cache"] = "cache:6379" });

        Assert.False(options.AbortOnConnectFail);
        Assert.Equal(5, options.ConnectRetry);
        Assert.Equal(10, options.KeepAlive);
        Assert.Equal(5000, options.SyncTimeout);
        Assert.Equal("Canopy.Garden", options.ClientName);
    }

    [Fact]
    public void Options_ConnectionStringSays_IsKept()
    {
        var options = Options(new() { ["ConnectionStrings:cache"] = "cache:6379,connectRetry=2,keepAlive=30,syncTimeout=900,password=own,protocol=resp3", ["REDIS_PASSWORD"] = "other" });

        Assert.Equal((2, 30, 900, "own"), (options.ConnectRetry, options.KeepAlive, options.SyncTimeout, options.Password));
    }

    [Theory]
    [InlineData("Aspire:StackExchange:Redis:ConnectionString", "general:1", "general:1")]
    [InlineData("Aspire:StackExchange:Redis:cache:ConnectionString", "named:1", "named:1")]
    [InlineData("REDIS_URL", "redis://:p%20w@managed:6380/3", "managed:6380")]
    [InlineData("REDIS_URL", "rediss://managed", "managed:6379")]
    public void ConnectionString_FromEachPlace_IsFound(string key, string value, string endpoint)
    {
        var options = Options(new() { [key] = value });

        Assert.Equal(endpoint, Endpoint(options));
        if (value.StartsWith("redis:", StringComparison.Ordinal))
        {
            Assert.Equal(("p w", 3), (options.Password, options.DefaultDatabase));
        }

        Assert.Equal(value.StartsWith("rediss:", StringComparison.Ordinal), options.Ssl);
    }

    [Fact]
    public void ConnectionString_FromAllPlaces_NameThenDelegateWin()
    {
        var all = new Dictionary<string, string?>
        {
            ["Aspire:StackExchange:Redis:ConnectionString"] = "general:1",
            ["Aspire:StackExchange:Redis:cache:ConnectionString"] = "named:1",
            ["ConnectionStrings:cache"] = "connection:1",
            ["REDIS_URL"] = "redis://url:1",
        };

        Assert.Equal("connection:1", Endpoint(Options(all)));
        Assert.Equal("delegate:1", Endpoint(Options(all, settings => settings.ConnectionString = "delegate:1")));
        all.Remove("ConnectionStrings:cache");
        Assert.Equal("named:1", Endpoint(Options(all)));
    }

    [Fact]
    public void Options_DelegateOfOptions_HasTheLastWord()
    {
        var options = Options(new() { ["ConnectionStrings:cache"] = "cache:6379" }, null, options => options.ConnectRetry = 7);

        Assert.Equal(7, options.ConnectRetry);
    }

    /// <summary>What the client would connect with.</summary>
    private static ConfigurationOptions Options(
        Dictionary<string, string?> settings, Action<StackExchangeRedisSettings>? configureSettings = null, Action<ConfigurationOptions>? configureOptions = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "Canopy.Garden" });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddRedisConnection("cache", configureSettings, configureOptions);
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<IOptions<ConfigurationOptions>>().Value;
    }

    private static string Endpoint(ConfigurationOptions options)
        => options.EndPoints.Single() is DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : options.EndPoints.Single().ToString()!;

    private static async Task<string?> SetAndGetAsync(IDatabase database, string value)
    {
        await database.StringSetAsync("tree", value).WaitAsync(Until.Limit);
        return await database.StringGetAsync("tree").WaitAsync(Until.Limit);
    }

    private static Task ExpectAsync(TestApp app, HttpStatusCode expected, string redis)
        => Until.TrueAsync(
            async () =>
            {
                var (status, body) = await app.GetJsonAsync("/readyz");
                return status == expected && body.GetProperty("redis").GetString() == redis;
            },
            $"/readyz says {expected} and redis {redis}");
}
