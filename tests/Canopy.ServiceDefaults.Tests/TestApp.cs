using System.Net;
using System.Text.Json;
using Canopy.Access;
using Canopy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Tests;

/// <summary>A program with the defaults, in this process, behind a real server on a port of its own.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly HttpClient _http;

    private TestApp(WebApplication app, int? managementPort)
    {
        App = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = addresses.Select(a => new Uri(a)).First(a => a.Port != managementPort);
        ManagementAddress = managementPort is { } port ? new Uri($"http://127.0.0.1:{port}") : null;
        _http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = TestTokens.Header(AccessRole.Operator);
    }

    public WebApplication App { get; }

    public Uri Address { get; }

    public Uri? ManagementAddress { get; }

    public IServiceProvider Services => App.Services;

    public static async Task<TestApp> StartAsync(
        string environment = "Development",
        bool management = false,
        Dictionary<string, string?>? settings = null,
        Action<WebApplicationBuilder>? configure = null,
        Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment,
            ContentRootPath = AppContext.BaseDirectory,
        });
        int? managementPort = management ? FreePort.Next() : null;
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["OTEL_SERVICE_NAME"] = "Canopy.Garden",
            ["MANAGEMENT_PORT"] = managementPort?.ToString(),
            ["JWT_SECRET_KEY"] = environment == "Development" ? null : TestTokens.Key,
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.AddServiceDefaults();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        map?.Invoke(app);
        await app.StartAsync();
        return new TestApp(app, managementPort);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? accept = null) => SendAsync(new Uri(Address, path), accept);

    public Task<HttpResponseMessage> GetFromManagementAsync(string path, string? accept = null)
        => SendAsync(new Uri(ManagementAddress!, path), accept);

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetJsonAsync(string path)
    {
        using var response = await GetAsync(path);
        Assert.Contains("json", response.Content.Headers.ContentType?.MediaType);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        return await _http.PostAsync(new Uri(Address, path), content);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await App.DisposeAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await _http.SendAsync(request);
    }
}
