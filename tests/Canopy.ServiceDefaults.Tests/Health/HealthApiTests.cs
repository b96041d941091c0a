using System.Net;
using Canopy.ServiceDefaults.Health;
using Canopy.ServiceDefaults.Shutdown;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.ServiceDefaults.Tests.Health;

public class HealthApiTests
{
    [Theory]
    [InlineData("Development", "/healthz")]
    [InlineData("Development", "/alive")]
    [InlineData("Production", "/healthz")]
    [InlineData("Production", "/alive")]
    public async Task Live_AllWell_SaysOk(string environment, string path)
    {
        await using var app = await TestApp.StartAsync(environment);

        using var response = await app.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("{\"status\":\"ok\"}", await response.Content.ReadAsStringAsync());
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Live_CheckWithoutItsTagFails_SaysOk()
    {
        await using var app = await TestApp.StartAsync(configure: With("database", HealthCheckResult.Unhealthy(), HealthTags.Ready));

        var (status, _) = await app.GetJsonAsync("/healthz");

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Live_LoopIsSilentForTooLong_Says503UntilItBeats()
    {
        await using var app = await TestApp.StartAsync();
        using var heart = app.Services.GetRequiredService<Heartbeats>().Start("training", TimeSpan.FromMilliseconds(1));
        await Task.Delay(20);

        var (status, body) = await app.GetJsonAsync("/healthz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("unhealthy", body.GetProperty("status").GetString());
        Assert.StartsWith("training has been silent", body.GetProperty("checks").GetProperty("loops").GetProperty("message").GetString());

        heart.Dispose();
        (status, _) = await app.GetJsonAsync("/healthz");
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Theory]
    [InlineData("Development", "/readyz")]
    [InlineData("Development", "/ready")]
    [InlineData("Production", "/readyz")]
    [InlineData("Production", "/ready")]
    public async Task Ready_AllWell_NamesEachCheck(string environment, string path)
    {
        await using var app = await TestApp.StartAsync(environment, configure: With("database", HealthCheckResult.Healthy(), HealthTags.Ready));

        var (status, body) = await app.GetJsonAsync(path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ready", body.GetProperty("status").GetString());
        Assert.Equal("ok", body.GetProperty("app").GetString());
        Assert.Equal("not_configured", body.GetProperty("redis").GetString());
        Assert.Equal("not_configured", body.GetProperty("backend").GetString());
        Assert.Equal("cascor_backend", body.GetProperty("mode").GetString());
        Assert.Equal("ok", body.GetProperty("checks").GetProperty("database").GetProperty("status").GetString());
        Assert.False(body.GetProperty("checks").TryGetProperty("self", out _));
    }

    [Fact]
    public async Task Ready_CheckIsDegraded_CountsAsReady()
    {
        await using var app = await TestApp.StartAsync(configure: With("backend", HealthCheckResult.Degraded("away"), HealthTags.Ready));

        var (status, body) = await app.GetJsonAsync("/readyz");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("degraded", body.GetProperty("status").GetString());
        Assert.Equal("degraded", body.GetProperty("backend").GetString());
        Assert.Equal("away", body.GetProperty("checks").GetProperty("backend").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Ready_CheckIsUnhealthy_Says503()
    {
        await using var app = await TestApp.StartAsync(configure: With("database", HealthCheckResult.Unhealthy("gone"), HealthTags.Ready));

        var (status, body) = await app.GetJsonAsync("/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("not_ready", body.GetProperty("status").GetString());
        Assert.Equal("unhealthy", body.GetProperty("checks").GetProperty("database").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Ready_CheckThrows_TellsNothingInternal()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Services.AddHealthChecks()
            .AddCheck("database", () => throw new InvalidOperationException("host db-7, user admin"), [HealthTags.Ready]));

        using var response = await app.GetAsync("/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync();
        Assert.Contains("InvalidOperationException", body);
        Assert.DoesNotContain("db-7", body);
    }

    [Fact]
    public async Task Ready_CheckHangsAndIgnoresItsLimit_AnswersWithinAProbesPatience()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Services.AddHealthChecks()
            .AddAsyncCheck("database", () => new TaskCompletionSource<HealthCheckResult>().Task, [HealthTags.Ready]));
        var from = TimeProvider.System.GetTimestamp();

        var (status, _) = await app.GetJsonAsync("/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.InRange(TimeProvider.System.GetElapsedTime(from).TotalSeconds, 0, 8);
    }

    [Fact]
    public async Task Ready_ProgramDrains_Says503AndStillLives()
    {
        await using var app = await TestApp.StartAsync();
        app.Services.GetRequiredService<Drain>().Begin();

        var (ready, body) = await app.GetJsonAsync("/readyz");
        var (live, _) = await app.GetJsonAsync("/healthz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
        Assert.Equal("unhealthy", body.GetProperty("app").GetString());
        Assert.Equal("stopping", body.GetProperty("checks").GetProperty("app").GetProperty("message").GetString());
        Assert.Equal(HttpStatusCode.OK, live);
    }

    [Theory]
    [InlineData("Development", "/health")]
    [InlineData("Production", "/health")]
    [InlineData("Production", "/api/health")]
    public async Task Summary_AllWell_SaysWhatRunsWithFactsOfFeatures(string environment, string path)
    {
        await using var app = await TestApp.StartAsync(environment, configure: builder =>
        {
            builder.Services.AddSingleton(new HealthFact("active_connections", _ => 7));
            builder.Services.AddSingleton(new HealthFact("training_active", _ => true));
        });

        var (status, body) = await app.GetJsonAsync(path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ok", body.GetProperty("status").GetString());
        Assert.Equal("Canopy.Garden", body.GetProperty("service").GetString());
        Assert.False(body.GetProperty("demo_mode").GetBoolean());
        Assert.True(body.GetProperty("uptime_seconds").GetDouble() >= 0);
        Assert.Equal(7, body.GetProperty("active_connections").GetInt32());
        Assert.True(body.GetProperty("training_active").GetBoolean());
        Assert.True(body.GetProperty("checks").TryGetProperty("self", out _));
    }

    [Fact]
    public async Task Summary_AnyCheckUnhealthy_Says503()
    {
        await using var app = await TestApp.StartAsync(configure: With("anything", HealthCheckResult.Unhealthy()));

        var (status, body) = await app.GetJsonAsync("/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("unhealthy", body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Mode_DemoModeIsSet_IsDemo()
    {
        await using var app = await TestApp.StartAsync(settings: new() { ["CASCOR_DEMO_MODE"] = "1" });

        var (_, ready) = await app.GetJsonAsync("/readyz");
        var (_, summary) = await app.GetJsonAsync("/health");

        Assert.Equal("demo", ready.GetProperty("mode").GetString());
        Assert.True(summary.GetProperty("demo_mode").GetBoolean());
    }

    private static Action<WebApplicationBuilder> With(string name, HealthCheckResult result, params string[] tags)
        => builder => builder.Services.AddHealthChecks().AddCheck(name, () => result, tags);
}
