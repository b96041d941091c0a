using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Canopy.Access;
using Canopy.Access.Tokens;
using Canopy.Testing;

namespace Canopy.ServiceDefaults.Tests.Security;

/// <summary>Tokens made by hand: what a stranger may send.</summary>
public class TokenTests
{
    private const string OtherKey = "Zr8-vQ2mW5xJt7LhYb4K-sN9dEo3fGu6pCi1Ra0X";
    private readonly ManualTime _time = new();
    private readonly TokenReader _reader;

    public TokenTests() => _reader = new TokenReader([SigningKey.Read(TestTokens.Key).Key!], _time);

    public static TheoryData<string, string> Changes => new()
    {
        { "role", "null" },
        { "role", "\"owner\"" },
        { "role", "\"Admin\"" },
        { "role", "[\"viewer\", \"admin\"]" },
        { "role", "2" },
        { "sub", "null" },
        { "sub", "\"\"" },
        { "sub", "\"a b\"" },
        { "sub", "\"x\\nWarning: all is lost\"" },
        { "iss", "null" },
        { "iss", "\"other\"" },
        { "aud", "null" },
        { "aud", "\"other\"" },
        { "exp", "null" },
        { "exp", "1" },
        { "exp", "\"never\"" },
        { "nbf", "99999999999" },
    };

    [Fact]
    public async Task Token_OfTheSigner_IsRead()
    {
        var end = _time.GetUtcNow() + TimeSpan.FromHours(1);
        var text = new TokenSigner(SigningKey.Read(TestTokens.Key).Key!, _time)
            .Sign(new AccessToken("Zoë@lab", AccessRole.Operator, end) { AccountStamp = "s", Until = end.AddHours(2) });

        Assert.Equal(new AccessToken("Zoë@lab", AccessRole.Operator, end) { AccountStamp = "s", Until = end.AddHours(2) }, await _reader.ReadAsync(text));
    }

    [Fact]
    public async Task Token_MadeByHandAfterTheContract_IsRead()
        => Assert.Equal(AccessRole.Admin, (await _reader.ReadAsync(Make(Claims())))?.Role);

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Token_WithAnotherClaim_IsRefused(string claim, string value)
    {
        var claims = Claims();
        claims[claim] = JsonNode.Parse(value);
        if (claims[claim] is null)
        {
            claims.Remove(claim);
        }

        Assert.Null(await _reader.ReadAsync(Make(claims)));
    }

    [Fact]
    public async Task Token_WhenItsTimeIsOver_IsRefused()
    {
        var text = Make(Claims());
        _time.Advance(TimeSpan.FromHours(1) + TokenReader.ClockSkew - TimeSpan.FromSeconds(1));
        Assert.NotNull(await _reader.ReadAsync(text));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await _reader.ReadAsync(text));
    }

    [Fact]
    public async Task Token_OfAnotherKey_IsRefusedUnlessItIsThePreviousOne()
    {
        var text = Make(Claims(), key: OtherKey);

        Assert.Null(await _reader.ReadAsync(text));
        Assert.NotNull(await new TokenReader([SigningKey.Read(TestTokens.Key).Key!, SigningKey.Read(OtherKey).Key!], _time).ReadAsync(text));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS512")]
    [InlineData("RS256")]
    [InlineData("")]
    public async Task Token_WithAnotherAlgorithm_IsRefused(string algorithm)
    {
        var signed = Make(Claims(), algorithm);

        Assert.Null(await _reader.ReadAsync(signed));
        Assert.Null(await _reader.ReadAsync(signed[..(signed.LastIndexOf('.') + 1)]));
    }

    [Fact]
    public async Task Token_Changed_IsRefused()
    {
        var parts = Make(Claims()).Split('.');
        var claims = Claims();
        claims["sub"] = "somebody-else";

        Assert.Null(await _reader.ReadAsync($"{parts[0]}.{Encode(claims)}.{parts[2]}"));
        Assert.Null(await _reader.ReadAsync($"{parts[0]}.{parts[1]}.{new string(parts[2].Reverse().ToArray())}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("eyJ.eyJ.eyJ")]
    [InlineData("a.b.c.d.e")]
    [InlineData("\0")]
    public async Task Nonsense_IsRefused(string text)
    {
        Assert.Null(await _reader.ReadAsync(text));
        Assert.Null(await _reader.ReadAsync(text + new string('a', 1 << 20)));
    }

    private JsonObject Claims() => new()
    {
        ["sub"] = "tester",
        ["role"] = "admin",
        ["iss"] = "canopy",
        ["aud"] = "canopy",
        ["iat"] = _time.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = _time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
    };

    /// <summary>Always signed with HMAC-SHA-256, whatever the header says.</summary>
    private static string Make(JsonObject claims, string algorithm = "HS256", string key = TestTokens.Key)
    {
        var content = $"{Encode(new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" })}.{Encode(claims)}";
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(content)))}";
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
