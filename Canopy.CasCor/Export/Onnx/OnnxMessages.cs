namespace Canopy.CasCor.Export.Onnx;

// The messages of ONNX (onnx.proto3 of ONNX 1.12) that a model of ours consists of, with the fields that it uses.

/// <summary>ModelProto.</summary>
internal sealed record OnnxModel(long IrVersion, IReadOnlyList<OnnxOpset> Opsets, OnnxGraph Graph, IReadOnlyList<KeyValuePair<string, string>> Metadata);

/// <summary>OperatorSetIdProto.</summary>
internal sealed record OnnxOpset(string Domain, long Version);

/// <summary>GraphProto. Nodes are in an order in which each one's inputs are there before it.</summary>
internal sealed record OnnxGraph(
    string Name,
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyList<OnnxTensor> Initializers,
    IReadOnlyList<OnnxValue> Inputs,
    IReadOnlyList<OnnxValue> Outputs);

/// <summary>NodeProto of the default domain.</summary>
internal sealed record OnnxNode(string Name, string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes);

/// <summary>AttributeProto that holds one number.</summary>
internal sealed record OnnxAttribute(string Name, OnnxAttributeType Type, float Float, long Int);

/// <summary>AttributeProto.AttributeType.</summary>
internal enum OnnxAttributeType
{
    Float = 1,
    Int = 2,
}

/// <summary>TensorProto with raw data: little-endian, row by row.</summary>
internal sealed record OnnxTensor(string Name, OnnxElementType ElementType, IReadOnlyList<long> Dimensions, byte[] RawData);

/// <summary>TensorProto.DataType.</summary>
internal enum OnnxElementType
{
    Float = 1,
    Int64 = 7,
}

/// <summary>ValueInfoProto of a tensor.</summary>
internal sealed record OnnxValue(string Name, OnnxElementType ElementType, IReadOnlyList<OnnxDimension> Shape);

/// <summary>TensorShapeProto.Dimension: a size, or a name where the size is free.</summary>
internal sealed record OnnxDimension(long Size, string? Name);
