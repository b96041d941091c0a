using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Canopy.CasCor.Checkpoints;

/// <summary>Appends little-endian values.</summary>
internal sealed class CheckpointWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Byte(int value) => _buffer.Write([checked((byte)value)]);

    public void Bool(bool value) => Byte(value ? 1 : 0);

    public void Int(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(sizeof(int)), value);
        _buffer.Advance(sizeof(int));
    }

    public void Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
    }

    public void Float(float value) => Int(BitConverter.SingleToInt32Bits(value));

    public void Double(double value) => Long(BitConverter.DoubleToInt64Bits(value));

    public void Floats(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
            Float(value);
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    /// <summary>At most 255 characters of ASCII.</summary>
    public void Text(string text)
    {
        Byte(text.Length);
        _buffer.Write(Encoding.ASCII.GetBytes(text));
    }
}
