using System.Net;
using System.Text.Json;
using Canopy.Access;
using Canopy.ServiceDefaults.Security;
using Canopy.Testing;
using Microsoft.AspNetCore.Builder;

namespace Canopy.ServiceDefaults.Tests.Security;

public class AccessTests
{
    private static readonly string[] Methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "BREW"];

    [Fact]
    public async Task Route_ThatSaysNothing_IsClosedToThoseWhoAreNobody()
    {
        await using var app = await StartAsync();

        foreach (var method in Methods)
        {
            using var response = await SendAsync(app, method, "/plain");
            Assert.Equal((method, HttpStatusCode.Unauthorized), (method, response.StatusCode));
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task Route_ThatSaysNothing_IsReadByViewersAndWrittenByOperators()
    {
        await using var app = await StartAsync();

        foreach (var method in Methods)
        {
            var reads = method is "GET" or "HEAD" or "OPTIONS";
            Assert.Equal((method, reads ? 200 : 403), (method, await StatusAsync(app, method, "/plain", AccessRole.Viewer)));
            Assert.Equal((method, 200), (method, await StatusAsync(app, method, "/plain", AccessRole.Operator)));
            Assert.Equal((method, 200), (method, await StatusAsync(app, method, "/plain", AccessRole.Admin)));
        }
    }

    [Fact]
    public async Task Route_ThatNamesARole_NeedsItForReadingToo()
    {
        await using var app = await StartAsync();

        Assert.Equal(403, await StatusAsync(app, "GET", "/admin", AccessRole.Operator));
        Assert.Equal(200, await StatusAsync(app, "GET", "/admin", AccessRole.Admin));
    }

    [Fact]
    public async Task Route_ThatDoesNotExist_IsNotToldToThoseWhoAreNobody()
    {
        await using var app = await StartAsync();

        using var nobody = await SendAsync(app, "GET", "/nowhere");

        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal(404, await StatusAsync(app, "GET", "/nowhere", AccessRole.Viewer));
    }

    [Fact]
    public async Task Refusal_IsAProblemThatNamesTheRole()
    {
        await using var app = await StartAsync();

        var nobody = await ProblemAsync(await SendAsync(app, "POST", "/plain"));
        var viewer = await ProblemAsync(await SendAsync(app, "POST", "/plain", TestTokens.Make(AccessRole.Viewer)));

        Assert.Equal((401, "Sign in first, or send a token that is valid: this needs the role operator."), nobody);
        Assert.Equal((403, "This needs the role operator; yours is viewer."), viewer);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x")]
    [InlineData("Basic dGVzdGVyOnRlc3Rlcg==")]
    [InlineData("Token {0}")]
    [InlineData("{0}")]
    public async Task Header_OfAnotherForm_OpensNothing(string header)
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/plain"));
        request.Headers.TryAddWithoutValidation("Authorization", string.Format(null, header, TestTokens.Make(AccessRole.Admin)));
        using var http = new HttpClient();

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Cookie_WhereTheProgramHasNoSessions_OpensNothing()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/plain"));
        request.Headers.Add("Cookie", $"{SessionCookie.Name}={TestTokens.Make(AccessRole.Admin)}");
        using var http = new HttpClient();

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Development_WithoutKey_IsOpen()
    {
        await using var app = await StartAsync("Development");

        using var response = await SendAsync(app, "DELETE", "/plain");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Development_WithKey_IsClosed()
    {
        await using var app = await StartAsync("Development", new() { ["JWT_SECRET_KEY"] = TestTokens.Key });

        using var response = await SendAsync(app, "GET", "/plain");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task ReadOnly_Write_IsRefusedWhoeverAsks()
    {
        await using var app = await StartAsync(settings: new() { ["CANOPY_READ_ONLY"] = "true" });

        foreach (var method in new[] { "POST", "PUT", "PATCH", "DELETE", "BREW" })
        {
            using var nobody = await SendAsync(app, method, "/plain");
            using var admin = await SendAsync(app, method, "/plain", TestTokens.Make(AccessRole.Admin));
            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (nobody.StatusCode, admin.StatusCode));
        }

        Assert.Equal((403, "This installation is read-only."), await ProblemAsync(await SendAsync(app, "POST", "/plain", TestTokens.Make(AccessRole.Admin))));
        Assert.Equal(200, await StatusAsync(app, "GET", "/plain", AccessRole.Viewer));
        Assert.Equal(200, await StatusAsync(app, "POST", "/harmless", AccessRole.Operator));
    }

    private static Task<TestApp> StartAsync(string environment = "Production", Dictionary<string, string?>? settings = null)
        => TestApp.StartAsync(environment, settings: settings, map: app =>
        {
            app.Map("/plain", () => "plain");
            app.Map("/admin", () => "admin").RequireRole(AccessRole.Admin);
            app.Map("/harmless", () => "harmless").AllowWhenReadOnly();
        });

    private static async Task<int> StatusAsync(TestApp app, string method, string path, AccessRole role)
    {
        using var response = await SendAsync(app, method, path, TestTokens.Make(role));
        return (int)response.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(TestApp app, string method, string path, string? token = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(app.Address, path));
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<(int Status, string Detail)> ProblemAsync(HttpResponseMessage response)
    {
        using (response)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            var body = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal((int)response.StatusCode, body.GetProperty("status").GetInt32());
            Assert.False(string.IsNullOrEmpty(body.GetProperty("trace_id").GetString()));
            return ((int)response.StatusCode, body.GetProperty("detail").GetString()!);
        }
    }
}
