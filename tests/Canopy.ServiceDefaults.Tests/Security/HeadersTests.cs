using Microsoft.AspNetCore.Builder;

namespace Canopy.ServiceDefaults.Tests.Security;

public class HeadersTests
{
    [Theory]
    [InlineData("/healthz", 200)]
    [InlineData("/hello", 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/broken", 500)]
    [InlineData("/metrics", 404)]
    public async Task Answer_OfAnyKind_HasTheHeaders(string path, int status)
    {
        await using var app = await StartAsync();
        using var response = await app.GetAsync(path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Contains("camera=()", response.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Answer_WithoutCredentials_HasThemToo()
    {
        await using var app = await StartAsync();
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri(app.Address, "/hello"), TestContext.Current.CancellationToken);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("Production", "https", true)]
    [InlineData("Production", "http", false)]
    [InlineData("Development", "https", false)]
    public async Task Answer_BehindAProxyThatEndsTls_TellsBrowsersToStayWithIt(string environment, string scheme, bool told)
    {
        await using var app = await StartAsync(environment, new() { ["CANOPY_KNOWN_PROXIES"] = "127.0.0.1, ::1" });
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/healthz"));
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Proto", scheme);

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(told, response.Headers.TryGetValues("Strict-Transport-Security", out var values) && values.Single() == "max-age=31536000");
    }

    private static Task<TestApp> StartAsync(string environment = "Production", Dictionary<string, string?>? settings = null)
        => TestApp.StartAsync(environment, settings: settings, map: app =>
        {
            app.MapGet("/hello", () => "hello");
            app.MapGet("/broken", string () => throw new InvalidOperationException("broken"));
        });
}
