using System.Net;
using Canopy.Access;
using Canopy.Testing;
using Canopy.Web.Tests.Streaming;

namespace Canopy.Web.Tests.Session;

/// <summary>How long sessions last, on a clock that stands still.</summary>
public sealed class RenewalTests
{
    private const string Password = "difference engine";
    private static readonly string Ada = TestTokens.Account("ada", AccessRole.Operator, Password);
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Session_RenewedInTime_GoesOnForAsLongAsTheAccount()
    {
        await using var server = await StartAsync(Ada);
        using var client = new SessionClient(server.Address);
        await client.SignInAsync("ada", Password);
        for (var i = 0; i < 30; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(50));
            var renewed = await client.RenewAsync();
            Assert.Equal(("ada", "operator", _time.GetUtcNow().AddHours(1)), (renewed?.Name, renewed?.Role, renewed?.ExpiresAt));
        }

        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.Null(await client.RenewAsync());
        Assert.Null((await client.DescribeAsync()).Name);
    }

    [Fact]
    public async Task Session_OfAnAccountThatChanged_EndsWithItsToken()
    {
        await using var server = await StartAsync(Ada);
        using var client = new SessionClient(server.Address);
        await client.SignInAsync("ada", Password);
        foreach (var accounts in new[] { TestTokens.Account("ada", AccessRole.Viewer, Password), TestTokens.Account("ada", AccessRole.Operator, "another engine"), "" })
        {
            await using var later = await StartAsync(accounts);
            using var same = new SessionClient(later.Address) { Cookie = client.Cookie };

            Assert.Equal("ada", (await same.DescribeAsync()).Name);
            Assert.Null(await same.RenewAsync());
        }
    }

    [Fact]
    public async Task Session_InPlaceOfAToken_LastsNoLongerThanThat()
    {
        await using var server = await StartAsync("");
        using var client = new SessionClient(server.Address);
        var end = _time.GetUtcNow().AddHours(1.5);
        var (status, body) = await client.SignInAsync(TestTokens.Make(AccessRole.Viewer, _time, TimeSpan.FromHours(1.5), name: "grader"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(_time.GetUtcNow().AddHours(1), body.GetProperty("expires_at").GetDateTimeOffset());

        _time.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal(("grader", "viewer", end), (await client.RenewAsync() is var one ? (one?.Name, one?.Role, one?.ExpiresAt) : default));
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(end, (await client.RenewAsync())?.ExpiresAt);
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(await client.RenewAsync());
    }

    [Fact]
    public async Task Cookie_OverPlainHttpInDevelopment_HasNoPrefix()
    {
        await using var server = await StartAsync(Ada);
        using var client = new SessionClient(server.Address);

        await client.SignInAsync("ada", Password);

        Assert.StartsWith("canopy=eyJ", client.SetCookie);
        Assert.DoesNotContain("secure", client.SetCookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict; httponly", client.SetCookie, StringComparison.Ordinal);
        Assert.Equal("ada", (await client.DescribeAsync()).Name);
    }

    private Task<TestServer> StartAsync(string accounts)
        => TestServer.StartAsync(new FakeStore(), time: _time, settings: [("JWT_SECRET_KEY", TestTokens.Key), ("CANOPY_ACCOUNTS", accounts)]);
}
