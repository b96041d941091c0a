using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Publishing;

/// <summary>Names a choice between two texts, so that the same choice has the same name in every manifest.</summary>
/// <remarks>The name ends in the XXH32 of everything that makes the choice (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md), as in Aspire 13.5.2.</remarks>
internal static class ConditionalName
{
    private const uint Prime1 = 2654435761;
    private const uint Prime2 = 2246822519;
    private const uint Prime3 = 3266489917;
    private const uint Prime4 = 668265263;
    private const uint Prime5 = 374761393;

    public static string Of(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
    {
        var expression = (condition as IManifestExpressionProvider)?.ValueExpression;
        var words = (expression ?? string.Empty).Split([.. (expression ?? string.Empty).Where(c => !char.IsLetterOrDigit(c))], StringSplitOptions.RemoveEmptyEntries);
        var about = words.Length == 0 ? "expr" : string.Join('-', words).ToLowerInvariant();
        var hash = Hash(Encoding.UTF8.GetBytes($"{expression ?? condition.GetType().Name}{whenTrue.ValueExpression}{whenFalse.ValueExpression}{matchValue}"));
        return $"cond-{about}-{hash:x8}";
    }

    /// <summary>XXH32 with seed 0.</summary>
    internal static uint Hash(ReadOnlySpan<byte> data)
    {
        var length = (uint)data.Length;
        var hash = data.Length >= 16 ? Stripes(ref data) : Prime5;
        hash += length;
        for (; data.Length >= 4; data = data[4..])
        {
            hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime3), 17) * Prime4;
        }

        foreach (var rest in data)
        {
            hash = BitOperations.RotateLeft(hash + (rest * Prime5), 11) * Prime1;
        }

        hash = (hash ^ (hash >> 15)) * Prime2;
        hash = (hash ^ (hash >> 13)) * Prime3;
        return hash ^ (hash >> 16);
    }

    private static uint Stripes(ref ReadOnlySpan<byte> data)
    {
        Span<uint> lanes = [unchecked(Prime1 + Prime2), Prime2, 0, unchecked(0 - Prime1)];
        for (; data.Length >= 16; data = data[16..])
        {
            for (var i = 0; i < lanes.Length; i++)
            {
                var word = BinaryPrimitives.ReadUInt32LittleEndian(data[(i * 4)..]);
                lanes[i] = BitOperations.RotateLeft(lanes[i] + (word * Prime2), 13) * Prime1;
            }
        }

        return BitOperations.RotateLeft(lanes[0], 1) + BitOperations.RotateLeft(lanes[1], 7)
            + BitOperations.RotateLeft(lanes[2], 12) + BitOperations.RotateLeft(lanes[3], 18);
    }
}
