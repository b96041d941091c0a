using System.Net;
using System.Text.Json;
using Canopy.Contracts;

namespace Canopy.Web.Tests.Session;

/// <summary>A browser or a program at the session routes; the cookie is kept by hand, because it is for TLS only.</summary>
internal sealed class SessionClient(Uri server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server };

    /// <summary>The last Set-Cookie.</summary>
    public string? SetCookie { get; private set; }

    /// <summary>NAME=VALUE; sent with every request.</summary>
    public string? Cookie { get; set; }

    public string? Bearer { get; set; }

    public string? Origin { get; set; }

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = Bearer is null ? null : new("Bearer", Bearer);
        Add(request, "Cookie", Cookie);
        Add(request, "Origin", Origin);
        request.Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            SetCookie = cookies.Single();
            Cookie = SetCookie.Split(';')[0];
        }

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> SignInAsync(string name, string password)
        => SendAsync(HttpMethod.Post, "/v1/session", $$"""{"name": "{{name}}", "password": "{{password}}"}""");

    public Task<(HttpStatusCode Status, JsonElement Body)> SignInAsync(string token)
        => SendAsync(HttpMethod.Post, "/v1/session", $$"""{"token": "{{token}}"}""");

    public async Task<SignedIn?> RenewAsync()
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "/v1/session/renew");
        return status == HttpStatusCode.OK ? body.Deserialize(ContractsJson.Default.SignedIn) : null;
    }

    public async Task<SessionStatus> DescribeAsync()
    {
        var (status, body) = await SendAsync(HttpMethod.Get, "/v1/session");
        Assert.Equal(HttpStatusCode.OK, status);
        return body.Deserialize(ContractsJson.Default.SessionStatus)!;
    }

    public void Dispose() => _http.Dispose();

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
