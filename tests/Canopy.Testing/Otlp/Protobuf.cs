using System.Text;

namespace Canopy.Testing.Otlp;

/// <summary>One field of a message: a number, or bytes.</summary>
public readonly record struct ProtobufField(int Number, ulong Value, byte[]? Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes ?? []);
}

/// <summary>Reads protobuf without its types.</summary>
public static class Protobuf
{
    public static IEnumerable<ProtobufField> Fields(byte[]? message)
    {
        var at = 0;
        while (message is not null && at < message.Length)
        {
            var key = Varint(message, ref at);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    yield return new ProtobufField(number, Varint(message, ref at), null);
                    break;
                case 1:
                    yield return new ProtobufField(number, BitConverter.ToUInt64(message, at), null);
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return new ProtobufField(number, 0, message[at..(at + length)]);
                    at += length;
                    break;
                case 5:
                    yield return new ProtobufField(number, BitConverter.ToUInt32(message, at), null);
                    at += 4;
                    break;
                default:
                    throw new FormatException($"There is no wire type {key & 7}.");
            }
        }
    }

    /// <summary>The messages that the field numbers lead to, one step a number.</summary>
    public static IEnumerable<byte[]> Descend(byte[] message, params ReadOnlySpan<int> path)
    {
        IEnumerable<byte[]> found = [message];
        foreach (var number in path)
        {
            found = [.. found.SelectMany(Fields).Where(f => f.Number == number).Select(f => f.Bytes!)];
        }

        return found;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
