using System.Buffers.Binary;

namespace Canopy.CasCor.Export.Onnx;

/// <summary>Collects nodes and constants. A node's tensor has the name of the node.</summary>
internal sealed class OnnxGraphBuilder
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _initializers = [];
    private readonly HashSet<string> _scalars = new(StringComparer.Ordinal);

    /// <summary>A constant.</summary>
    public string Floats(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> dimensions)
    {
        byte[] raw = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * sizeof(float)), values[i]);
        _initializers.Add(new OnnxTensor(name, OnnxElementType.Float, dimensions.ToArray(), raw));
        return name;
    }

    /// <summary>A constant number; asked for twice, there is one.</summary>
    public string Scalar(string name, float value)
        => _scalars.Add(name) ? Floats(name, [value]) : name;

    /// <summary>A constant list of integers.</summary>
    public string Integers(string name, params ReadOnlySpan<long> values)
    {
        byte[] raw = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(i * sizeof(long)), values[i]);
        _initializers.Add(new OnnxTensor(name, OnnxElementType.Int64, [values.Length], raw));
        return name;
    }

    public string Node(string name, string type, params ReadOnlySpan<string> inputs) => Node(name, type, [], inputs);

    public string Node(string name, string type, OnnxAttribute[] attributes, params ReadOnlySpan<string> inputs)
    {
        _nodes.Add(new OnnxNode(name, type, inputs.ToArray(), [name], attributes));
        return name;
    }

    public OnnxGraph Build(string name, IReadOnlyList<OnnxValue> inputs, IReadOnlyList<OnnxValue> outputs)
        => new(name, _nodes, _initializers, inputs, outputs);

    public static OnnxAttribute Int(string name, long value) => new(name, OnnxAttributeType.Int, 0f, value);

    public static OnnxAttribute Float(string name, float value) => new(name, OnnxAttributeType.Float, value, 0);
}
