using System.Buffers.Binary;
using System.Text;

namespace Canopy.CasCor.Export.Onnx;

/// <summary>Reads the fields of one protobuf message, one after the other; whatever the bytes are, it reads no further than they go.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Number of the field that <see cref="Next"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>How its value is laid out.</summary>
    public ProtoWire Wire { get; private set; }

    /// <summary>True while there is another number in a packed list.</summary>
    public readonly bool MoreInPacked => !_rest.IsEmpty;

    /// <summary>Goes to the next field; false at the end. The value must be read, or skipped, before the next call.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;

        ulong tag = ReadVarint();
        if (tag >> 3 is 0 or > 0x1FFF_FFFF)
            throw Damaged();
        Field = (int)(tag >> 3);
        Wire = (ProtoWire)(tag & 7);
        return true;
    }

    /// <summary>The next number of a packed list: the bytes of a field, without tags.</summary>
    public long PackedVarint() => (long)ReadVarint();

    public long Varint()
    {
        Expect(ProtoWire.Varint);
        return (long)ReadVarint();
    }

    public float Float()
    {
        Expect(ProtoWire.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));
    }

    public ReadOnlySpan<byte> Bytes()
    {
        Expect(ProtoWire.Bytes);
        ulong length = ReadVarint();
        return length <= (ulong)_rest.Length ? Take((int)length) : throw Damaged();
    }

    public string Text()
    {
        ReadOnlySpan<byte> bytes = Bytes();
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidModelException("The ONNX file is damaged: a text is not UTF-8.", e);
        }
    }

    /// <summary>Passes over the value.</summary>
    public void Skip()
    {
        switch (Wire)
        {
            case ProtoWire.Varint:
                ReadVarint();
                break;
            case ProtoWire.Fixed64:
                Take(sizeof(ulong));
                break;
            case ProtoWire.Fixed32:
                Take(sizeof(uint));
                break;
            default:
                Bytes();
                break;
        }
    }

    private void Expect(ProtoWire wire)
    {
        if (Wire != wire)
            throw Damaged();
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw Damaged();
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw Damaged();
        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private static InvalidModelException Damaged()
        => new("The file is damaged, cut short, or not an ONNX model; an ONNX file exported by Canopy is accepted.");
}
