namespace Canopy.CasCor.Tests.Export;

/// <summary>Damage to files, the same for the same seed.</summary>
internal static class Mutations
{
    /// <summary>One to four changes: bytes changed, left out, doubled or moved; pieces put in; the end cut off.</summary>
    public static byte[] Mutate(byte[] file, Random random, IReadOnlyList<byte[]> pieces)
    {
        var bytes = new List<byte>(file);
        for (int changes = random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
            Change(bytes, random, pieces);
        return [.. bytes];
    }

    private static void Change(List<byte> bytes, Random random, IReadOnlyList<byte[]> pieces)
    {
        int at = random.Next(bytes.Count);
        int length = Math.Min(random.Next(1, 40), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                List<byte> moved = bytes.GetRange(at, length);
                bytes.RemoveRange(at, length);
                bytes.InsertRange(random.Next(bytes.Count + 1), moved);
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                bytes.InsertRange(at, pieces[random.Next(pieces.Count)]);
                break;
            default:
                byte[] piece = pieces[random.Next(pieces.Count)];
                bytes.RemoveRange(at, Math.Min(piece.Length, bytes.Count - at));
                bytes.InsertRange(at, piece);
                break;
        }
    }
}
