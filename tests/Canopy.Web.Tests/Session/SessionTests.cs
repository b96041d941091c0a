using System.Net;
using Canopy.Access;
using Canopy.Testing;

namespace Canopy.Web.Tests.Session;

/// <summary>Signing in and out of the program as it is in production.</summary>
public sealed class SessionTests : IAsyncDisposable
{
    private const string Password = "difference engine";
    private static readonly string Accounts = $"{TestTokens.Account("ada", AccessRole.Operator, Password)};{TestTokens.Account("max", AccessRole.Viewer, Password)}";

    private readonly List<IAsyncDisposable> _programs = [];
    private readonly List<SessionClient> _clients = [];

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        foreach (var program in _programs)
        {
            await program.DisposeAsync();
        }
    }

    [Fact]
    public async Task SignIn_WithNameAndPassword_GivesTokenAndCookie()
    {
        var client = Start();
        var (status, body) = await client.SignInAsync("ada", Password);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("ada", "operator"), (body.GetProperty("name").GetString(), body.GetProperty("role").GetString()));
        Assert.True(body.GetProperty("expires_at").GetDateTimeOffset() > TimeProvider.System.GetUtcNow().AddMinutes(59));
        Assert.StartsWith($"__Host-canopy={body.GetProperty("token").GetString()}; max-age=3", client.SetCookie);
        foreach (var attribute in new[] { "path=/", "secure", "samesite=strict", "httponly" })
        {
            Assert.Contains($"; {attribute}", client.SetCookie, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("domain", client.SetCookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Session_ByCookieOrByToken_OpensWhatTheRoleMay()
    {
        var client = Start();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(HttpMethod.Get, "/v1/runs")).Status);
        var (_, body) = await client.SignInAsync("max", Password);
        var token = body.GetProperty("token").GetString();

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Get, "/v1/runs")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(HttpMethod.Post, "/v1/runs", "{}")).Status);
        (client.Cookie, client.Bearer) = (null, token);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Get, "/v1/runs")).Status);
        // A header that is there counts, whatever the cookie says.
        (client.Cookie, client.Bearer) = ($"__Host-canopy={token}", "nonsense");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(HttpMethod.Get, "/v1/runs")).Status);
        // The name that is for development.
        (client.Cookie, client.Bearer) = ($"canopy={token}", null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(HttpMethod.Get, "/v1/runs")).Status);
    }

    [Fact]
    public async Task Description_BeforeAndAfterTheSignIn_SaysWho()
    {
        var client = Start();
        var (_, before) = await client.SendAsync(HttpMethod.Get, "/v1/session");
        await client.SignInAsync("max", Password);
        var after = await client.DescribeAsync();

        Assert.Equal("""{"required":true,"name":null,"role":null,"expires_at":null,"read_only":false}""", before.GetRawText());
        Assert.Equal((true, "max", "viewer"), (after.Required, after.Name, after.Role));
        Assert.NotNull(after.ExpiresAt);
    }

    [Fact]
    public async Task Description_WithoutKey_SaysThatEverythingIsOpen()
    {
        var client = Start(("JWT_SECRET_KEY", ""), ("CANOPY_ACCOUNTS", ""));

        Assert.Equal(
            """{"required":false,"name":null,"role":"operator","expires_at":null,"read_only":false}""",
            (await client.SendAsync(HttpMethod.Get, "/v1/session")).Body.GetRawText());
        Assert.Equal(HttpStatusCode.NotFound, (await client.SignInAsync("ada", Password)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(HttpMethod.Post, "/v1/session/renew")).Status);
    }

    [Theory]
    [InlineData("""{"name": "ada", "password": "Difference engine"}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{"name": "nobody", "password": "difference engine"}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{"token": "eyJhbGciOiJub25lIn0.e30."}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{"name": "ada"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name": "ada", "password": 7}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name": "ada", "password": null, "token": ""}""", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task SignIn_Wrong_IsAProblemWithoutCookie(string json, HttpStatusCode expected)
    {
        var client = Start();
        var (status, body) = await client.SendAsync(HttpMethod.Post, "/v1/session", json);

        Assert.Equal(expected, status);
        Assert.Equal((int)expected, body.GetProperty("status").GetInt32());
        Assert.Null(client.SetCookie);
    }

    [Fact]
    public async Task SignIn_WithAHugeBody_IsRefused()
        => Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Start().SignInAsync("ada", new string('x', 100_000))).Status);

    [Fact]
    public async Task SignIn_TooOften_IsSlowedDownForThisAddress()
    {
        var client = Start(("SIGN_IN_ATTEMPTS_PER_MINUTE", "3"));
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            statuses.Add((await client.SignInAsync("ada", "wrong")).Status);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], statuses);
        // The right password does not help either, and nothing else is slowed down.
        var (status, problem) = await client.SignInAsync("ada", Password);
        Assert.Equal((HttpStatusCode.TooManyRequests, 429), (status, problem.GetProperty("status").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Get, "/v1/session")).Status);
    }

    [Fact]
    public async Task SignOut_TakesTheCookieBack()
    {
        var client = Start();
        await client.SignInAsync("ada", Password);

        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(HttpMethod.Delete, "/v1/session")).Status);

        Assert.StartsWith("__Host-canopy=; expires=Thu, 01 Jan 1970", client.SetCookie);
        Assert.Contains("secure", client.SetCookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/v1/session")]
    [InlineData("POST", "/v1/session/renew")]
    [InlineData("DELETE", "/v1/session")]
    [InlineData("POST", "/v1/runs")]
    [InlineData("DELETE", "/v1/runs/r")]
    public async Task Change_FromAPageOfAnotherOrigin_IsRefusedInSpiteOfTheCookie(string method, string path)
    {
        var client = Start();
        await client.SignInAsync("ada", Password);
        client.Origin = "https://evil.example";

        var (status, problem) = await client.SendAsync(new HttpMethod(method), path, "{}");

        Assert.Equal((HttpStatusCode.Forbidden, "Changes cannot be made from pages of this origin."), (status, problem.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task ReadOnly_SignInWorks_AndNothingElseThatWrites()
    {
        var client = Start(("CANOPY_READ_ONLY", "true"));

        Assert.Equal(HttpStatusCode.OK, (await client.SignInAsync("ada", Password)).Status);
        Assert.True((await client.DescribeAsync()).ReadOnly);
        Assert.NotNull(await client.RenewAsync());
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Get, "/v1/runs")).Status);
        var (status, problem) = await client.SendAsync(HttpMethod.Post, "/v1/runs", """{"dataset": {"generator": "xor"}}""");
        Assert.Equal((HttpStatusCode.Forbidden, "This installation is read-only."), (status, problem.GetProperty("detail").GetString()));
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(HttpMethod.Delete, "/v1/session")).Status);
    }

    [Fact]
    public async Task Session_OfOneReplica_IsGoodAtAnother()
    {
        var client = Start();
        await client.SignInAsync("ada", Password);
        var other = Start();
        other.Cookie = client.Cookie;

        Assert.Equal("ada", (await other.DescribeAsync()).Name);
        Assert.NotNull(await other.RenewAsync());
    }

    private SessionClient Start(params (string Key, string Value)[] settings)
    {
        var program = WebProgram.Start([("CASCOR_DEMO_MODE", "1"), ("JWT_SECRET_KEY", TestTokens.Key), ("CANOPY_ACCOUNTS", Accounts), .. settings]);
        _programs.Add(program);
        var client = new SessionClient(program.Address);
        _clients.Add(client);
        return client;
    }
}
