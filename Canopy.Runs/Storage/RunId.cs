using System.Buffers;
using System.Security.Cryptography;

namespace Canopy.Runs.Storage;

/// <summary>
/// Ids of runs: 8 characters of time and 6 of chance, digits and lower-case letters without i, l, o, u. Their order is the order
/// of creation, so that "newest first" needs no other index.
/// </summary>
public static class RunId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int TimeCharacters = 8;
    private const int ChanceCharacters = 6;
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);
    private static long _last;

    /// <summary>A new id, greater than all before it from this process.</summary>
    internal static string Next(TimeProvider time)
    {
        var now = (long)(time.GetUtcNow() - Epoch).TotalMilliseconds;
        long last;
        long value;
        do
        {
            last = Interlocked.Read(ref _last);
            value = Math.Max(now, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, value, last) != last);

        return string.Create(TimeCharacters + ChanceCharacters, value, static (text, milliseconds) =>
        {
            for (var i = TimeCharacters - 1; i >= 0; i--)
            {
                text[i] = Alphabet[(int)(milliseconds & 31)];
                milliseconds >>= 5;
            }

            RandomNumberGenerator.GetItems<char>(Alphabet, text[TimeCharacters..]);
        });
    }

    /// <summary>Whether a text can be an id at all; at every door, what cannot is an unknown run and is not looked up.</summary>
    public static bool IsPossible(string? text) => text?.Length == TimeCharacters + ChanceCharacters && !text.AsSpan().ContainsAnyExcept(Allowed);
}
