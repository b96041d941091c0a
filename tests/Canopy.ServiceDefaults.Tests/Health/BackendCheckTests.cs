using System.Net;
using Canopy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Tests.Health;

public class BackendCheckTests
{
    private static readonly Action<WebApplicationBuilder> Add = builder => builder.AddBackendHealthCheck();

    [Fact]
    public async Task Ready_NeitherBackendNorDemo_IsNoBackendAnd503()
    {
        await using var app = await TestApp.StartAsync(configure: Add);

        var (status, body) = await app.GetJsonAsync("/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("no_backend", body.GetProperty("mode").GetString());
        Assert.Equal("unhealthy", body.GetProperty("backend").GetString());
    }

    [Fact]
    public async Task Ready_DemoMode_NeedsNoBackend()
    {
        await using var app = await TestApp.StartAsync(settings: new() { ["CASCOR_DEMO_MODE"] = "true" }, configure: Add);

        var (status, body) = await app.GetJsonAsync("/readyz");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("demo", body.GetProperty("mode").GetString());
    }

    [Fact]
    public async Task Ready_BackendAnswers_IsReady()
    {
        await using var backend = await TestApp.StartAsync();
        await using var app = await TestApp.StartAsync(settings: new() { ["services:backend:http:0"] = backend.Address.ToString() }, configure: Add);

        var (status, body) = await app.GetJsonAsync("/readyz");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ready", body.GetProperty("status").GetString());
        Assert.Equal("cascor_backend", body.GetProperty("mode").GetString());
        Assert.Equal("ok", body.GetProperty("backend").GetString());
    }

    [Fact]
    public async Task Ready_BackendIsAway_IsDegradedAndReady()
    {
        await using var app = await TestApp.StartAsync(
            settings: new() { ["CASCOR_BACKEND_URL"] = $"http://127.0.0.1:{FreePort.Next()}" }, configure: Add);

        var (status, body) = await app.GetJsonAsync("/readyz");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("degraded", body.GetProperty("status").GetString());
        Assert.Equal("degraded", body.GetProperty("backend").GetString());
    }
}
