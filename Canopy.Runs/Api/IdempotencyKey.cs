using Canopy.Runs.Commands;
using Microsoft.AspNetCore.Http;

namespace Canopy.Runs.Api;

/// <summary>The key by which a repeated write is known again (draft-ietf-httpapi-idempotency-key-header).</summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>
    /// Web gives every write a key of its own, so that it can ask another backend when one has not answered. It counts where the
    /// client has said nothing.
    /// </summary>
    public const string WebHeader = "Canopy-Write-Id";

    internal const string Description =
        "Makes a repeat of this request harmless: the same key, from the same caller, within 24 hours, has one effect. It is " + Accepted + ".";

    private const string Accepted = "1 to 128 visible ASCII characters, without spaces";

    /// <summary>The client's key where he has given one, else web's, else null.</summary>
    /// <exception cref="InvalidRequestException">What the client has given is no key.</exception>
    internal static string? Choose(string? given, HttpRequest request)
    {
        if (given is null)
        {
            return request.Headers[WebHeader].ToString() is var webs && IsPossible(webs) ? webs : null;
        }

        return IsPossible(given)
            ? given
            : throw new InvalidRequestException(new Dictionary<string, string[]> { [Header] = [$"{Header} must be {Accepted}."] });
    }

    private static bool IsPossible(string key) => key.Length is > 0 and <= RunLimits.CommandIdLength && key.All(c => c is > ' ' and <= '~');
}
