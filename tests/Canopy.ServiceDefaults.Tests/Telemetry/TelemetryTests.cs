using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Canopy.Testing;
using Canopy.Testing.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Tests.Telemetry;

public class TelemetryTests
{
    private static readonly ActivitySource Source = new("Canopy.Tests");

    [Fact]
    public async Task Traces_Request_ArrivesWithRouteStatusAndWhatIsInside()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var app = await StartAsync(receiver);

        using var response = await app.GetAsync("/trees/oak");
        var export = await receiver.WaitForAsync("traces", "GET /trees/{name}");

        Assert.Equal("application/x-protobuf", export.ContentType);
        foreach (var text in (string[])["http.route", "http.response.status_code", "http.request.method", "/trees/oak", "Canopy.Garden"])
        {
            Assert.True(export.Contains(text), text);
        }

        await receiver.WaitForAsync("traces", "water the tree");
    }

    [Fact]
    public async Task Traces_RequestFails_CarriesTheErrorsType()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var app = await StartAsync(receiver);

        using var response = await app.GetAsync("/boom");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        await receiver.WaitForAsync("traces", "System.TimeoutException");
    }

    [Fact]
    public async Task Traces_Probes_AreLeftOut()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var app = await StartAsync(receiver);

        foreach (var path in (string[])["/healthz", "/alive", "/readyz", "/ready", "/health", "/api/health", "/info", "/metrics"])
        {
            using var probe = await app.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
        }

        using var last = await app.GetAsync("/trees/last");
        await receiver.WaitForAsync("traces", "/trees/last");
        await receiver.WaitForAsync("logs", "watering last");
        // The client's own spans, which this test makes too, are called only GET.
        Assert.DoesNotContain(receiver.Of("traces"), e => e.Contains("GET /healthz") || e.Contains("GET /readyz") || e.Contains("GET /metrics"));
        Assert.DoesNotContain(receiver.Of("logs"), e => e.Contains("/healthz"));
    }

    [Fact]
    public async Task Traces_CheckAsksRedisAndOthers_LeavesNoTraceWhateverTheSampler()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var redis = await RedisServer.StartAsync();
        await using var app = await StartAsync(
            receiver, new() { ["ConnectionStrings:cache"] = redis.ConnectionString, ["OTEL_TRACES_SAMPLER"] = "always_on" }, AddRedisAndCheck);
        await PollAsync(app);

        using var probe = await app.GetAsync("/readyz");
        using var last = await app.GetAsync("/pets/rex");

        var request = await receiver.WaitForSpanAsync(s => s.Name == "GET /pets/{name}" && s.Service == "Canopy.Garden", "the last request");
        var get = await receiver.WaitForSpanAsync(s => s.Source == RedisSource && s.TraceId == request.TraceId, "its call of Redis");
        Assert.Equal(("GET", request.SpanId), (get.Name, get.ParentId));
        Assert.DoesNotContain(receiver.Spans(), s => s.Source == RedisSource && s.TraceId != request.TraceId);
        Assert.DoesNotContain(receiver.Spans(), s => s.Source.EndsWith("Http", StringComparison.Ordinal) && (s["url.full"]?.Contains("/asked-by-a-check", StringComparison.Ordinal) ?? false));
    }

    [Theory]
    [InlineData("/v1/runs/r-17/log", true)]
    [InlineData("/ws/training?run=r-17", true)]
    [InlineData("/trees/r-17", false)]
    public async Task Logs_RequestAboutARun_HaveItsId(string path, bool about)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var app = await StartAsync(receiver, new() { ["CASCOR_DEBUG"] = "true" });

        using var response = await app.GetAsync(path);

        // What the endpoint says, and the line of the request itself; Contains cannot tell them apart, so each is waited for.
        Assert.Equal(about, (await receiver.WaitForAsync("logs", "watering r-17")).Contains("run_id"));
        Assert.Equal(about, (await receiver.WaitForAsync("logs", "{Method} {Path} {Status} in")).Contains("run_id"));
        var span = await receiver.WaitForSpanAsync(s => s["url.path"] == path.Split('?')[0], "the request");
        Assert.Equal(about ? "r-17" : null, span["canopy.run.id"]);
    }

    [Fact]
    public async Task Logs_RedisConnects_SayNothing()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var redis = await RedisServer.StartAsync();
        await using var app = await StartAsync(receiver, new() { ["ConnectionStrings:cache"] = redis.ConnectionString }, builder => builder.AddRedisConnection("cache"));
        await app.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase().PingAsync().WaitAsync(Until.Limit);

        using var last = await app.GetAsync("/trees/last");

        await receiver.WaitForAsync("logs", "watering last");
        Assert.DoesNotContain(receiver.Of("logs"), e => e.Contains("StackExchange.Redis"));
    }

    [Fact]
    public async Task Protocol_Grpc_AllThreeArrive()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var app = await StartAsync(receiver.GrpcAddress, new() { ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc", ["LOG_API_KEY"] = "secret" });

        using var response = await app.GetAsync("/trees/oak");

        var log = await receiver.WaitForAsync("logs", "watering oak");
        Assert.StartsWith("application/grpc", log.ContentType);
        Assert.Equal("Bearer secret", log.Headers["authorization"]);
        await receiver.WaitForSpanAsync(s => s.Name == "GET /trees/{name}", "the request");
        await receiver.WaitForAsync("metrics", "http.server.request.duration");
    }

    [Fact]
    public async Task Resource_InAPod_NamesIt()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var app = await StartAsync(receiver, new() { ["POD_NAME"] = "web-7", ["POD_NAMESPACE"] = "canopy-dev", ["CASCOR_ENV"] = "staging" });

        using var response = await app.GetAsync("/trees/oak");

        foreach (var signal in (string[])["traces", "metrics", "logs"])
        {
            var export = await receiver.WaitForAsync(signal, "k8s.pod.name");
            Assert.All((string[])["web-7", "k8s.namespace.name", "canopy-dev", "staging", "service.version"], text => Assert.True(export.Contains(text), text));
        }
    }

    [Fact]
    public async Task Metrics_OwnMeter_Arrive()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var app = await StartAsync(receiver);

        app.Services.GetRequiredService<IMeterFactory>().Create("Canopy.Tests").CreateCounter<int>("canopy.tests.run").Add(1);

        await receiver.WaitForAsync("metrics", "canopy.tests.run");
        await receiver.WaitForAsync("metrics", "dotnet.gc.collections");
    }

    [Fact]
    public async Task Logs_KeyIsSet_IsSentWithLogsOnly()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var app = await StartAsync(receiver, new() { ["LOG_API_KEY"] = "k+1%==", ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-otlp-api-key=general" });

        using var response = await app.GetAsync("/trees/oak");

        var log = await receiver.WaitForAsync("logs", "watering oak");
        Assert.Equal("Bearer k+1%==", log.Headers["Authorization"]);
        Assert.Equal("general", log.Headers["x-otlp-api-key"]);
        var trace = await receiver.WaitForAsync("traces", "/trees/oak");
        Assert.Equal("general", trace.Headers["x-otlp-api-key"]);
        Assert.False(trace.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task NoEndpoint_NothingIsSetUp()
    {
        await using var app = await TestApp.StartAsync();

        Assert.Null(app.Services.GetService<TracerProvider>());
    }

    [Fact]
    public async Task Stop_WhatIsLeft_IsSent()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using (var app = await StartAsync(receiver, new() { ["OTEL_BSP_SCHEDULE_DELAY"] = "60000", ["OTEL_BLRP_SCHEDULE_DELAY"] = "60000" }))
        {
            using var response = await app.GetAsync("/trees/last");
            await app.App.StopAsync();
        }

        await receiver.WaitForAsync("traces", "/trees/last");
        await receiver.WaitForAsync("logs", "watering last");
    }

    [Fact]
    public async Task Stop_ReceiverNeverAnswers_IsNotHeldUp()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var app = await StartAsync($"http://{silent.LocalEndpoint}");
        using var response = await app.GetAsync("/trees/oak");
        var from = TimeProvider.System.GetTimestamp();

        await app.App.StopAsync();
        await app.DisposeAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(from).TotalSeconds, 0, 6);
    }

    private const string RedisSource = "OpenTelemetry.Instrumentation.StackExchangeRedis";

    private static void AddRedisAndCheck(WebApplicationBuilder builder)
    {
        builder.AddRedisConnection("cache");
        builder.Services.AddHealthChecks().AddAsyncCheck("asks", async () =>
        {
            using var http = new HttpClient();
            using var answer = await http.GetAsync(new Uri("http://127.0.0.1:9/asked-by-a-check")).ContinueWith(_ => new HttpResponseMessage(), TaskScheduler.Default);
            return HealthCheckResult.Healthy();
        }, tags: ["ready"]);
    }

    /// <summary>As a loop does it: in no request.</summary>
    private static async Task PollAsync(TestApp app)
    {
        Assert.Null(Activity.Current);
        await app.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase().StringGetAsync("polled").WaitAsync(Until.Limit);
    }

    private static Task<TestApp> StartAsync(
        OtlpReceiver receiver, Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null)
        => StartAsync(receiver.Address, settings, configure);

    private static Task<TestApp> StartAsync(
        string endpoint, Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null)
    {
        var all = new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint,
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        };
        foreach (var (key, value) in settings ?? [])
        {
            all[key] = value;
        }

        return TestApp.StartAsync(settings: all, configure: configure, map: app =>
        {
            app.MapGet("/trees/{name}", Water);
            app.MapGet("/v1/runs/{name}/log", Water);
            app.MapGet("/ws/training", (string run, ILoggerFactory loggers) => Water(run, loggers));
            app.MapGet("/pets/{name}", async (string name, HttpContext http)
                => (string?)await http.RequestServices.GetRequiredService<IConnectionMultiplexer>().GetDatabase().StringGetAsync(name));
            app.MapGet("/boom", string () => throw new TimeoutException());
        });
    }

    private static string Water(string name, ILoggerFactory loggers)
    {
        using var span = Source.StartActivity("water the tree");
#pragma warning disable CA1848, CA1873 // A test's own entry.
        loggers.CreateLogger("Garden").LogInformation("watering {Name}", name);
#pragma warning restore CA1848, CA1873
        return name;
    }
}
