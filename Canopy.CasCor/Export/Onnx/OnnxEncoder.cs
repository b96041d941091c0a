namespace Canopy.CasCor.Export.Onnx;

/// <summary>Writes messages with the field numbers of onnx.proto3, in ascending order.</summary>
internal static class OnnxEncoder
{
    public static byte[] Encode(OnnxModel model, string producer, string producerVersion)
    {
        var writer = new ProtoWriter();
        writer.Varint(1, model.IrVersion);
        writer.Text(2, producer);
        writer.Text(3, producerVersion);
        writer.Message(7, Encode(model.Graph));
        foreach (OnnxOpset opset in model.Opsets)
            writer.Message(8, Encode(opset));
        foreach ((string key, string value) in model.Metadata)
        {
            var entry = new ProtoWriter();
            entry.Text(1, key);
            entry.Text(2, value);
            writer.Message(14, entry);
        }

        return writer.Written.ToArray();
    }

    public static ProtoWriter Encode(OnnxGraph graph)
    {
        var writer = new ProtoWriter();
        foreach (OnnxNode node in graph.Nodes)
            writer.Message(1, Encode(node));
        writer.Text(2, graph.Name);
        foreach (OnnxTensor tensor in graph.Initializers)
            writer.Message(5, Encode(tensor));
        foreach (OnnxValue input in graph.Inputs)
            writer.Message(11, Encode(input));
        foreach (OnnxValue output in graph.Outputs)
            writer.Message(12, Encode(output));
        return writer;
    }

    public static ProtoWriter Encode(OnnxNode node)
    {
        var writer = new ProtoWriter();
        foreach (string input in node.Inputs)
            writer.Text(1, input);
        foreach (string output in node.Outputs)
            writer.Text(2, output);
        writer.Text(3, node.Name);
        writer.Text(4, node.Operator);
        foreach (OnnxAttribute attribute in node.Attributes)
            writer.Message(5, Encode(attribute));
        return writer;
    }

    public static ProtoWriter Encode(OnnxTensor tensor)
    {
        var writer = new ProtoWriter();
        foreach (long dimension in tensor.Dimensions)
            writer.Varint(1, dimension);
        writer.Varint(2, (int)tensor.ElementType);
        writer.Text(8, tensor.Name);
        writer.Bytes(9, tensor.RawData);
        return writer;
    }

    public static ProtoWriter Encode(OnnxValue value)
    {
        var shape = new ProtoWriter();
        foreach (OnnxDimension dimension in value.Shape)
            shape.Message(1, Encode(dimension));

        var tensor = new ProtoWriter();
        tensor.Varint(1, (int)value.ElementType);
        tensor.Message(2, shape);

        var type = new ProtoWriter();
        type.Message(1, tensor);

        var writer = new ProtoWriter();
        writer.Text(1, value.Name);
        writer.Message(2, type);
        return writer;
    }

    private static ProtoWriter Encode(OnnxOpset opset)
    {
        var writer = new ProtoWriter();
        writer.Text(1, opset.Domain);
        writer.Varint(2, opset.Version);
        return writer;
    }

    private static ProtoWriter Encode(OnnxAttribute attribute)
    {
        var writer = new ProtoWriter();
        writer.Text(1, attribute.Name);
        if (attribute.Type is OnnxAttributeType.Float)
            writer.Float(2, attribute.Float);
        else
            writer.Varint(3, attribute.Int);
        writer.Varint(20, (int)attribute.Type);
        return writer;
    }

    private static ProtoWriter Encode(OnnxDimension dimension)
    {
        var writer = new ProtoWriter();
        if (dimension.Name is { } name)
            writer.Text(2, name);
        else
            writer.Varint(1, dimension.Size);
        return writer;
    }
}
