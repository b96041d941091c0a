using System.Security.Cryptography;
using Canopy.Access.Tokens;
using Canopy.Testing;

namespace Canopy.ServiceDefaults.Tests.Security;

public class SigningKeyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("thirty-one-characters-are-short")]
    // 24 bytes in base64.
    [InlineData("pVfM0X1m4oJ9y2sLq8Zt7r3c")]
    public void Read_TooShort_SaysSo(string text)
    {
        var (key, mistake) = SigningKey.Read(text);

        Assert.Null(key);
        Assert.StartsWith("is too short; accepted: at least 32 random bytes", mistake);
    }

    [Theory]
    [InlineData("your-256-bit-secret-your-256-bit-secret")]
    [InlineData("a-string-secret-at-least-256-bits-long")]
    [InlineData("CHANGE_ME_IN_PRODUCTION_0123456789")]
    [InlineData("super-secret-key-for-the-jwt-tokens-1")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    public void Read_FromAnExample_IsRefusedAsADefault(string text)
    {
        var (key, mistake) = SigningKey.Read(text);

        Assert.Null(key);
        Assert.StartsWith("is a well-known default", mistake);
    }

    [Fact]
    public void Read_RandomBytesOrAText_IsAKey()
    {
        for (var i = 0; i < 200; i++)
        {
            Assert.NotNull(SigningKey.Read(Convert.ToBase64String(RandomNumberGenerator.GetBytes(64))).Key);
            Assert.NotNull(SigningKey.Read(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))).Key);
        }

        Assert.NotNull(SigningKey.Read(TestTokens.Key).Key);
    }

    [Fact]
    public async Task Read_WithALineBreakAtItsEnd_IsTheSameKey()
    {
        var text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        var reader = new TokenReader([SigningKey.Read(text + "\n").Key!], TimeProvider.System);

        Assert.NotNull(await reader.ReadAsync(TestTokens.Make(Canopy.Access.AccessRole.Viewer, key: text)));
    }
}
