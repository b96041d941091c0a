using System.Security.Cryptography;
using System.Text;
using Canopy.Access.Tokens;
using Canopy.Testing;

namespace Canopy.ServiceDefaults.Tests.Security;

public class SigningKeyTests
{
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Letters = Lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Signs = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>Kinds of random keys: the shortest of each that anybody makes.</summary>
    public static TheoryData<string> RandomKinds => ["base64", "base64 of 24 bytes", "base64url", "hex", "hex of 16 bytes", "HEX", "base32", "small letters",
        "small letters and digits", "letters and digits", "printable", "uuid", "chinese", "greek"];

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
    [InlineData("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")]
    [InlineData("09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7")]
    [InlineData("404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970")]
    [InlineData("correct-horse-battery-staple-and-more")]
    [InlineData("the quick brown fox jumps over the lazy dog")]
    [InlineData("3141592653589793238462643383279502884197")]
    public void Read_FromAnExample_IsRefusedAsADefaultHoweverItIsEncoded(string text)
    {
        foreach (var form in Encodings(text))
        {
            var (key, mistake) = SigningKey.Read(form);

            Assert.True(key is null, form);
            Assert.StartsWith("is a well-known default; accepted: ", mistake);
        }
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "counts up or down, or stays the same")]
    [InlineData("abcabcabcabcabcabcabcabcabcabcabc1", "repeats itself")]
    [InlineData("Kx9!vQ2mKx9!vQ2mKx9!vQ2mKx9!vQ2mKx9!vQ2m", "repeats itself")]
    [InlineData("0123456789abcdef0123456789abcdef", "repeats itself")]
    [InlineData("0123456789abcdefghijklmnopqrstuvwxyz", "counts up or down")]
    [InlineData("ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210", "counts up or down")]
    [InlineData("00112233445566778899aabbccddeeff0011", "counts up or down")]
    [InlineData("a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6", "counts up or down")]
    [InlineData("13579bdfhjlnprtvxz02468acegikmoqsuwy", "counts up or down")]
    [InlineData("qwertyuiopasdfghjklzxcvbnm1234567890", "follows the rows of a keyboard")]
    [InlineData("1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.", "follows the rows of a keyboard")]
    [InlineData("password000000000000000000000000000000", "counts up or down")]
    [InlineData("P4ssw0rd!P4ssw0rd!P4ssw0rd!P4ssw0rd!", "repeats itself")]
    [InlineData("letmein123letmein123letmein123letmein", "repeats itself")]
    [InlineData("Canopy-Production-Signing-Key-2026!!", "is made of words")]
    [InlineData("ThisIsTheSigningKeyOfOurProduction2026", "is made of words")]
    [InlineData("kestrel-heather-bramble-sorrel-plover-41", "is made of words")]
    [InlineData("signingkeyforthetokensofourproduction", "is made of words")]
    [InlineData("s1gn1ngk3yf0rth3t0k3nsof0urpr0duct10n", "is made of words")]
    [InlineData("geheimes-passwort-fuer-die-anwendung-42", "is made of words")]
    [InlineData("q7q7kkq7kq7qqkk7kq77qkkq7q7kkqqk7kq7", "")]
    [InlineData("01101001110101100010111010010110", "")]
    public void Read_Guessable_IsRefusedWithTheReasonHoweverItIsEncoded(string text, string reason)
    {
        Assert.Contains(reason, SigningKey.Read(text).Mistake, StringComparison.Ordinal);
        foreach (var form in Encodings(text))
        {
            var (key, mistake) = SigningKey.Read(form);

            Assert.True(key is null, form);
            Assert.StartsWith("is guessable, because it ", mistake);
            Assert.EndsWith("; accepted: at least 32 random bytes, as base64 or as a text, for example the output of: openssl rand -base64 64", mistake);
            Assert.DoesNotContain(form, mistake, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(255, -1)]
    [InlineData(7, 0)]
    [InlineData(0, 2)]
    public void Read_BytesThatCount_AreRefused(int first, int step)
    {
        var bytes = Enumerable.Range(0, 64).Select(i => (byte)(first + (i * step))).ToArray();

        Assert.StartsWith("is guessable", SigningKey.Read(Convert.ToBase64String(bytes)).Mistake);
        Assert.StartsWith("is guessable", SigningKey.Read(Convert.ToHexStringLower(bytes)).Mistake);
    }

    [Theory]
    [MemberData(nameof(RandomKinds))]
    public void Read_RandomKeys_AreAllAccepted(string kind)
    {
        // The same keys every time: whether one in a million is refused is not for a test to find out.
        var random = new Random(20261130);
        for (var i = 0; i < 1000; i++)
        {
            var text = RandomKey(kind, random);
            var (key, mistake) = SigningKey.Read(text);
            Assert.True(key is not null, $"{text} {mistake}");
        }

        Assert.NotNull(SigningKey.Read(TestTokens.Key).Key);
    }

    [Fact]
    public void Read_VeryLongKey_IsReadInNoTime()
    {
        Assert.NotNull(SigningKey.Read(Convert.ToBase64String(RandomNumberGenerator.GetBytes(100_000))).Key);
        Assert.Null(SigningKey.Read(new string('a', 100_000)).Key);
    }

    [Fact]
    public async Task Read_WithALineBreakAtItsEnd_IsTheSameKey()
    {
        var text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        var reader = new TokenReader([SigningKey.Read(text + "\n").Key!], TimeProvider.System);

        Assert.NotNull(await reader.ReadAsync(TestTokens.Make(Canopy.Access.AccessRole.Viewer, key: text)));
    }

    private static IEnumerable<string> Encodings(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [text, Convert.ToBase64String(bytes), Convert.ToHexStringLower(bytes), Convert.ToBase64String(Encoding.UTF8.GetBytes(Convert.ToBase64String(bytes)))];
    }

    private static string RandomKey(string kind, Random random)
    {
        return kind switch
        {
            "base64" => Convert.ToBase64String(Bytes(64)),
            "base64 of 24 bytes" => Convert.ToBase64String(Bytes(24)),
            "base64url" => System.Buffers.Text.Base64Url.EncodeToString(Bytes(32)),
            "hex" => Convert.ToHexStringLower(Bytes(32)),
            "hex of 16 bytes" => Convert.ToHexStringLower(Bytes(16)),
            "HEX" => Convert.ToHexString(Bytes(32)),
            "base32" => Of(Lower + "234567", 32),
            "small letters" => Of(Lower, 32),
            "small letters and digits" => Of(Lower + Digits, 32),
            "letters and digits" => Of(Letters + Digits, 32),
            "printable" => Of(Letters + Digits + Signs, 32),
            "uuid" => new Guid(Bytes(16)).ToString(),
            "chinese" => Of(new string([.. Enumerable.Range(0x4e00, 2000).Select(c => (char)c)]), 12),
            "greek" => Of("αβγδεζηθικλμνξοπρστυφχψω", 32),
            _ => throw new ArgumentException(kind, nameof(kind)),
        };

        byte[] Bytes(int count)
        {
            var bytes = new byte[count];
            random.NextBytes(bytes);
            return bytes;
        }

        string Of(string alphabet, int length) => new(random.GetItems<char>(alphabet, length));
    }
}
