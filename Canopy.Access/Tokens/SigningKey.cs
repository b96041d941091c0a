using System.Text;
using Canopy.Access.Tokens.Strength;
using Microsoft.IdentityModel.Tokens;

namespace Canopy.Access.Tokens;

/// <summary>A key that signs tokens: at least 256 bit, as HS256 has it (RFC 7518, section 3.2).</summary>
public sealed class SigningKey
{
    public const int MinBytes = 32;

    /// <summary>What <see cref="Read"/> takes, for messages.</summary>
    public const string Accepted = "at least 32 random bytes, as base64 or as a text, for example the output of: openssl rand -base64 64";

    private SigningKey(byte[] bytes) => Security = new SymmetricSecurityKey(bytes);

    internal SymmetricSecurityKey Security { get; }

    /// <summary>
    /// Reads a key. What is base64 of enough bytes counts as these bytes, anything else as its own UTF-8 bytes.
    /// </summary>
    /// <returns>The key, or what is wrong with the text; the text itself is not in there.</returns>
    public static (SigningKey? Key, string? Mistake) Read(string text)
    {
        text = text.Trim();
        var bytes = FromBase64(text) is { Length: >= MinBytes } decoded ? decoded : Encoding.UTF8.GetBytes(text);
        if (bytes.Length < MinBytes)
        {
            return (null, $"is too short; accepted: {Accepted}");
        }

        if (KeyReadings.Of(text).Any(KnownKeys.Contains))
        {
            return (null, $"is a well-known default; accepted: {Accepted}");
        }

        return KeyStrength.Weakness(text) is { } weakness
            ? (null, $"is guessable, because it {weakness}; accepted: {Accepted}")
            : (new SigningKey(bytes), null);
    }

    private static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
