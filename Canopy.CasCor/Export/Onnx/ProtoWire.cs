namespace Canopy.CasCor.Export.Onnx;

/// <summary>How a protobuf field is laid out. Groups (3, 4) are obsolete and not used by ONNX.</summary>
internal enum ProtoWire
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
