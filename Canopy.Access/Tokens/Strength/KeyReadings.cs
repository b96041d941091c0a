using System.Buffers.Text;
using System.Text;

namespace Canopy.Access.Tokens.Strength;

/// <summary>What a key may be besides its own text: a guess in base64 or in hexadecimal digits is no harder to make.</summary>
internal static class KeyReadings
{
    private const int MostLayers = 3;

    /// <summary>The text, and what it is an encoding of; bytes that are no text as one character each.</summary>
    public static IEnumerable<string> Of(string text, int layers = MostLayers)
    {
        yield return text;
        if (layers == 0)
        {
            yield break;
        }

        foreach (var bytes in (byte[]?[])[FromHex(text), FromBase64(text)])
        {
            foreach (var reading in bytes is { Length: > 0 } ? Of(Encoding.Latin1.GetString(bytes), layers - 1) : [])
            {
                yield return reading;
            }
        }
    }

    private static byte[]? FromHex(string text) => text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;

    /// <summary>Of either alphabet, with or without the signs at the end.</summary>
    private static byte[]? FromBase64(string text)
    {
        var plain = text.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return Base64Url.IsValid(plain) && plain.Length % 4 != 1 && plain.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? Base64Url.DecodeFromChars(plain) : null;
    }
}
