using System.Net;
using Canopy.ServiceDefaults.Settings;

namespace Canopy.ServiceDefaults.Tests.Management;

public class ManagementPortTests
{
    [Theory]
    [InlineData("/metrics")]
    [InlineData("/info")]
    public async Task Production_WithoutManagementPort_AnswersNowhere(string path)
    {
        await using var app = await TestApp.StartAsync("Production");

        using var response = await app.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/info")]
    public async Task Production_WithManagementPort_AnswersThereOnly(string path)
    {
        await using var app = await TestApp.StartAsync("Production", management: true);

        using var there = await app.GetFromManagementAsync(path);
        using var here = await app.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, here.StatusCode);
    }

    [Fact]
    public async Task Production_HostHeaderNamesManagementPort_ProvesNothing()
    {
        await using var app = await TestApp.StartAsync("Production", management: true);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/metrics"));
        request.Headers.Host = app.ManagementAddress!.Authority;

        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/info")]
    public async Task Development_WithAndWithoutManagementPort_AnswersOnTheNormalPortToo(string path)
    {
        await using var with = await TestApp.StartAsync(management: true);
        await using var without = await TestApp.StartAsync();

        foreach (var response in new[] { await with.GetAsync(path), await with.GetFromManagementAsync(path), await without.GetAsync(path) })
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            response.Dispose();
        }
    }

    [Fact]
    public async Task ManagementPort_AskedForAnythingElse_HasOnlyProbes()
    {
        await using var app = await TestApp.StartAsync("Production", management: true, map: app => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(app, "/secret", () => "s"));

        using var secret = await app.GetFromManagementAsync("/secret");
        using var probe = await app.GetFromManagementAsync("/readyz");

        Assert.Equal(HttpStatusCode.NotFound, secret.StatusCode);
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
    }

    [Fact]
    public async Task ManagementPort_IsTheProgramsOwn_IsRefused()
    {
        var port = Canopy.Testing.FreePort.Next();

        var exception = await Assert.ThrowsAsync<SettingsException>(() => TestApp.StartAsync(
            "Production",
            settings: new() { ["urls"] = $"http://127.0.0.1:{port}", ["MANAGEMENT_PORT"] = port.ToString() }));

        Assert.Contains("MANAGEMENT_PORT", exception.Message);
    }
}
