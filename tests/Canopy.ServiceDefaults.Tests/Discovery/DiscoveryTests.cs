using Canopy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Canopy.ServiceDefaults.Tests.Discovery;

public class DiscoveryTests
{
    [Theory]
    [InlineData("http")]
    [InlineData("https+http")]
    public async Task Client_ServiceName_ReachesItsAddressesInTurn(string scheme)
    {
        await using var one = await TestApp.StartAsync(map: app => app.MapGet("/name", () => "one"));
        await using var two = await TestApp.StartAsync(map: app => app.MapGet("/name", () => "two"));
        await using var app = await TestApp.StartAsync(settings: new()
        {
            ["services:garden:http:0"] = one.Address.ToString(),
            ["services:garden:http:1"] = two.Address.ToString(),
        });
        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        var answers = new HashSet<string>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add(await client.GetStringAsync(new Uri($"{scheme}://garden/name")));
        }

        Assert.Equal(["one", "two"], answers.Order());
    }

    [Fact]
    public async Task Client_ReadFailsInPassing_IsRepeated()
    {
        var asked = 0;
        await using var backend = await TestApp.StartAsync(map: app => app.MapGet("/flaky", () => ++asked < 3 ? Results.StatusCode(503) : Results.Text("fine")));
        await using var app = await TestApp.StartAsync();
        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        Assert.Equal("fine", await client.GetStringAsync(new Uri(backend.Address, "/flaky")));
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Client_WriteFails_IsNotRepeated()
    {
        var asked = 0;
        await using var backend = await TestApp.StartAsync(map: app => app.MapPost("/flaky", () =>
        {
            asked++;
            return Results.StatusCode(503);
        }));
        await using var app = await TestApp.StartAsync();
        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        using var response = await client.PostAsync(new Uri(backend.Address, "/flaky"), content: null);

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Client_ReadIsRefused_IsNotRepeated()
    {
        var asked = 0;
        await using var backend = await TestApp.StartAsync(map: app => app.MapGet("/broken", () =>
        {
            asked++;
            return Results.StatusCode(500);
        }));
        await using var app = await TestApp.StartAsync();
        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        using var response = await client.GetAsync(new Uri(backend.Address, "/broken"));

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Client_NobodyListens_FailsAfterAFewTries()
    {
        await using var app = await TestApp.StartAsync();
        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri($"http://127.0.0.1:{FreePort.Next()}/")));
    }
}
