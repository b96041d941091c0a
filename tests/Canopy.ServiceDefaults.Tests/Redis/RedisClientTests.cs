using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
        await ExecuteAsync(redis, "CONFIG", "SET", "requirepass", "p w=1");

        await using var without = await StartAsync(redis.ConnectionString);
        await using var wrong = await StartAsync(redis.ConnectionString + ",password=other");
        await using var with = await TestApp.StartAsync(
            settings: new() { ["ConnectionStrings:cache"] = redis.ConnectionString, ["REDIS_PASSWORD"] = "p w=1" }, configure: Add);

        await ExpectAsync(with, HttpStatusCode.OK, "ok");
        Assert.Equal("it wants a password and got none: set REDIS_PASSWORD (NOAUTH)", await WordsAsync(without, HttpStatusCode.ServiceUnavailable));
        Assert.Equal("it refuses the password (WRONGPASS)", await WordsAsync(wrong, HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Redis_AwayAtStart_FirstAnswerSaysSo()
    {
        await using var app = await StartAsync($"127.0.0.1:{FreePort.Next()}");
        await using var unknown = await StartAsync("no-such-host.invalid:6379");

        Assert.Equal("away: connection refused", await WordsAsync(app, HttpStatusCode.ServiceUnavailable));
        Assert.StartsWith("away: ", await WordsAsync(unknown, HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redis_Hangs_ReadinessStillAnswers()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var app = await StartAsync(silent.LocalEndpoint.ToString()!);

        Assert.Equal("away: no answer", await WordsAsync(app, HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Redis_SpeaksAnotherTls_ReadinessSaysSo()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=elsewhere", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = AnswerAsync();
        await using var app = await StartAsync(listener.LocalEndpoint + ",ssl=true");

        await Until.TrueAsync(
            async () => await WordsAsync(app, HttpStatusCode.ServiceUnavailable) == "away: TLS fails, because of the certificate or the protocol",
            "TLS is named");

        async Task AnswerAsync()
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var tls = new SslStream(client.GetStream());
                try
                {
                    await tls.AuthenticateAsServerAsync(certificate);
                    _ = await tls.ReadAsync(new byte[1]);
                }
                catch (Exception exception) when (exception is AuthenticationException or IOException)
                {
                    // The client does not trust it.
                }
            }
        }
    }

    [Fact]
    public async Task Redis_StillLoads_ReadinessSaysSo()
    {
        var folder = Directory.CreateTempSubdirectory("canopy-redis-").FullName;
        var port = FreePort.Next();
        string[] arguments = ["--port", port.ToString(), "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
        using (var first = ManagedProcess.Start("redis-server", arguments))
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port},abortConnect=false,allowAdmin=true");
            var database = connection.GetDatabase();
            await Until.TrueAsync(() => Task.FromResult(connection.IsConnected), "the first one is there");
            await database.ScriptEvaluateAsync("for i = 1, 3000 do redis.call('SET', 'leaf' .. i, 'green') end");
            await database.ExecuteAsync("SAVE");
            await first.KillAsync();
        }

        // 10 ms a key.
        using var second = ManagedProcess.Start("redis-server", [.. arguments, "--key-load-delay", "10000", "--loading-process-events-interval-bytes", "1024"]);
        await using var app = await StartAsync($"127.0.0.1:{port}");

        await Until.TrueAsync(async () => await WordsAsync(app, HttpStatusCode.ServiceUnavailable) == "it still loads its data (LOADING)", "loading is named");
        await second.KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Redis_Full_IsDegradedUntilThereIsRoom()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var app = await StartAsync(redis.ConnectionString);
        await ExpectAsync(app, HttpStatusCode.OK, "ok");

        await ExecuteAsync(redis, "CONFIG", "SET", "maxmemory", "1mb");
        Assert.Equal("it is full and refuses writes (OOM)", await WordsAsync(app, HttpStatusCode.OK));
        await ExpectAsync(app, HttpStatusCode.OK, "degraded");

        await ExecuteAsync(redis, "CONFIG", "SET", "maxmemory", "0");
        await ExpectAsync(app, HttpStatusCode.OK, "ok");
    }

    [Fact]
    public async Task Redis_IsAReplica_IsDegradedUnlessNothingIsToBeWritten()
    {
        await using var redis = await RedisServer.StartAsync();
        await ExecuteAsync(redis, "REPLICAOF", "127.0.0.1", FreePort.Next().ToString());
        await using var app = await StartAsync(redis.ConnectionString);
        await using var archive = await TestApp.StartAsync(
            settings: new() { ["ConnectionStrings:cache"] = redis.ConnectionString, ["CANOPY_READ_ONLY"] = "1" }, configure: Add);

        await ExpectAsync(app, HttpStatusCode.OK, "degraded");
        await ExpectAsync(archive, HttpStatusCode.OK, "ok");
        Assert.Equal("it is a replica and refuses writes (READONLY)", await WordsAsync(app, HttpStatusCode.OK));
    }

    [Fact]
    public async Task Connection_ComesAndGoes_IsALineEach()
    {
        await using var redis = await RedisServer.StartAsync();
        using var program = await TestProgram.StartAsync(new() { ["ConnectionStrings__cache"] = redis.ConnectionString });
        await program.UntilSaysAsync("Connected to Redis at");

        await redis.KillAsync();
        await program.UntilSaysAsync("is lost");
        using var second = await TestProgram.StartAsync(new() { ["ConnectionStrings__cache"] = redis.ConnectionString });
        await second.UntilSaysAsync("cannot be reached; it is tried again and again");
        await redis.RestartAsync();
        await program.UntilSaysAsync("is back");

        Assert.DoesNotContain("StackExchange", program.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_WithAReceiverOfTraces_AreSeenByTheLibrarysSource()
    {
        using var source = new System.Diagnostics.ActivitySource("OpenTelemetry.Instrumentation.StackExchangeRedis");
        await using var app = await TestApp.StartAsync(
            settings: new() { ["ConnectionStrings:cache"] = "127.0.0.1:1", ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{FreePort.Next()}" }, configure: Add);

        Assert.True(source.HasListeners());
    }

    [Fact]
    public async Task NoEndpoint_IsAMistakeOfTheSettings()
    {
        var exception = await Assert.ThrowsAsync<Canopy.ServiceDefaults.Settings.SettingsException>(() => TestApp.StartAsync(configure: Add));

        Assert.Contains("ConnectionStrings:cache", exception.Message);
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

    [Theory]
    [InlineData("Aspire:StackExchange:Redis:ConfigurationOptions:ConnectTimeout")]
    [InlineData("Aspire:StackExchange:Redis:cache:ConfigurationOptions:ConnectTimeout")]
    public void Options_SectionOfTheLibrarys_IsRead(string key)
        => Assert.Equal(1234, Options(new() { ["ConnectionStrings:cache"] = "cache:6379", [key] = "1234" }).ConnectTimeout);

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

    private static Task<TestApp> StartAsync(string connectionString) => TestApp.StartAsync(settings: new() { ["ConnectionStrings:cache"] = connectionString }, configure: Add);

    private static async Task ExecuteAsync(RedisServer redis, string command, params object[] arguments)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString + ",allowAdmin=true");
        await connection.GetDatabase().ExecuteAsync(command, arguments);
    }

    /// <summary>What /readyz says of Redis.</summary>
    private static async Task<string?> WordsAsync(TestApp app, HttpStatusCode expected)
    {
        var (status, body) = await app.GetJsonAsync("/readyz");
        Assert.Equal(expected, status);
        return body.GetProperty("checks").GetProperty("redis").GetProperty("message").GetString();
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
