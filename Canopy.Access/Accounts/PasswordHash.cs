using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Canopy.Access.Accounts;

/// <summary>
/// A password as it may be kept: PBKDF2 with HMAC-SHA-256 (RFC 8018), written as <c>pbkdf2-sha256$ITERATIONS$SALT$HASH</c>, salt and
/// hash in base64.
/// </summary>
public sealed class PasswordHash
{
    /// <summary>As OWASP's password storage cheat sheet has it.</summary>
    public const int Iterations = 600_000;

    public const int MinIterations = 100_000;
    public const int MaxIterations = 10_000_000;

    /// <summary>What <see cref="Parse"/> takes, for messages.</summary>
    public const string Accepted = "pbkdf2-sha256$ITERATIONS$SALT$HASH, as printed by: canopy account NAME --role ROLE";

    private const string Algorithm = "pbkdf2-sha256";
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const int MaxBytes = 64;

    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordHash(int rounds, byte[] salt, byte[] hash)
    {
        Rounds = rounds;
        _salt = salt;
        _hash = hash;
    }

    /// <summary>Iterations of this one.</summary>
    public int Rounds { get; }

    /// <summary>Hashes a password with a salt of its own.</summary>
    public static PasswordHash Of(string password, int rounds = Iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new PasswordHash(rounds, salt, Derive(password, salt, rounds, HashBytes));
    }

    /// <summary>Takes as long to check as a real one, and fits no password.</summary>
    public static PasswordHash OfNothing(int rounds)
        => new(rounds, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(HashBytes));

    /// <summary>Reads what <see cref="ToString"/> writes; null for anything else.</summary>
    public static PasswordHash? Parse(string text)
    {
        var parts = text.Split('$');
        return parts is [Algorithm, var rounds, var salt, var hash]
            && int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= MinIterations and <= MaxIterations
            && Bytes(salt, atLeast: 8) is { } saltBytes
            && Bytes(hash, atLeast: HashBytes) is { } hashBytes
            ? new PasswordHash(count, saltBytes, hashBytes)
            : null;
    }

    /// <summary>Whether it is the hash of this password.</summary>
    public bool Fits(string password)
        => CryptographicOperations.FixedTimeEquals(Derive(password, _salt, Rounds, _hash.Length), _hash);

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Algorithm}${Rounds}${Convert.ToBase64String(_salt)}${Convert.ToBase64String(_hash)}");

    // One form of each letter, however the keyboard makes it.
    private static byte[] Derive(string password, byte[] salt, int rounds, int length)
        => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Normal(password)), salt, rounds, HashAlgorithmName.SHA256, length);

    private static string Normal(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: no password, but no reason to fail either.
            return password;
        }
    }

    private static byte[]? Bytes(string base64, int atLeast)
    {
        var bytes = new byte[MaxBytes];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length >= atLeast ? bytes[..length] : null;
    }
}
