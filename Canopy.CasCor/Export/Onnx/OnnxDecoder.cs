namespace Canopy.CasCor.Export.Onnx;

/// <summary>
/// Reads the messages that <see cref="OnnxEncoder"/> writes. Texts and hints that do not change what a model computes
/// (doc_string, value_info, metadata of parts) are passed over; any other field that we do not write is refused.
/// </summary>
/// <remarks>
/// Every part of a message takes at least two bytes of the file, and counts are limited, so that memory is bounded by the
/// file's length and a few megabytes.
/// </remarks>
internal static class OnnxDecoder
{
    // A network of ours has some five nodes and three initialisers for each hidden unit, of which 10,000 are read.
    private const int MaxParts = 100_000;
    private const int MaxSmallParts = 16;

    public static OnnxModel DecodeModel(ReadOnlySpan<byte> file)
    {
        long irVersion = 0;
        OnnxGraph? graph = null;
        var opsets = new List<OnnxOpset>();
        var metadata = new List<KeyValuePair<string, string>>();
        var reader = new ProtoReader(file);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    irVersion = reader.Varint();
                    break;
                case 2 or 3 or 4 or 5 or 6: // producer_name, producer_version, domain, model_version, doc_string
                    reader.Skip();
                    break;
                case 7:
                    graph = graph is null ? DecodeGraph(reader.Bytes()) : throw TwiceGraph();
                    break;
                case 8:
                    Add(opsets, DecodeOpset(reader.Bytes()), MaxSmallParts);
                    break;
                case 14:
                    Add(metadata, DecodeMetadata(reader.Bytes()), MaxSmallParts);
                    break;
                default:
                    throw Unknown("ModelProto", reader.Field);
            }
        }

        return new OnnxModel(irVersion, opsets, graph ?? throw new InvalidModelException("The file holds no ONNX graph."), metadata);
    }

    private static OnnxGraph DecodeGraph(ReadOnlySpan<byte> message)
    {
        string name = "";
        var nodes = new List<OnnxNode>();
        var initializers = new List<OnnxTensor>();
        var inputs = new List<OnnxValue>();
        var outputs = new List<OnnxValue>();
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    Add(nodes, DecodeNode(reader.Bytes()), MaxParts);
                    break;
                case 2:
                    name = reader.Text();
                    break;
                case 5:
                    Add(initializers, DecodeTensor(reader.Bytes()), MaxParts);
                    break;
                case 10 or 13 or 16: // doc_string, value_info, metadata_props
                    reader.Skip();
                    break;
                case 11:
                    Add(inputs, DecodeValue(reader.Bytes()), MaxSmallParts);
                    break;
                case 12:
                    Add(outputs, DecodeValue(reader.Bytes()), MaxSmallParts);
                    break;
                default:
                    throw Unknown("GraphProto", reader.Field);
            }
        }

        return new OnnxGraph(name, nodes, initializers, inputs, outputs);
    }

    private static OnnxNode DecodeNode(ReadOnlySpan<byte> message)
    {
        string name = "";
        string type = "";
        var inputs = new List<string>();
        var outputs = new List<string>();
        var attributes = new List<OnnxAttribute>();
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    Add(inputs, reader.Text(), MaxSmallParts);
                    break;
                case 2:
                    Add(outputs, reader.Text(), MaxSmallParts);
                    break;
                case 3:
                    name = reader.Text();
                    break;
                case 4:
                    type = reader.Text();
                    break;
                case 5:
                    Add(attributes, DecodeAttribute(reader.Bytes()), MaxSmallParts);
                    break;
                case 6 or 9: // doc_string, metadata_props
                    reader.Skip();
                    break;
                case 7 when reader.Text().Length == 0: // the default domain
                    break;
                default:
                    throw Unknown("NodeProto", reader.Field);
            }
        }

        return new OnnxNode(name, type, inputs, outputs, attributes);
    }

    private static OnnxAttribute DecodeAttribute(ReadOnlySpan<byte> message)
    {
        var attribute = new OnnxAttribute("", default, 0f, 0);
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    attribute = attribute with { Name = reader.Text() };
                    break;
                case 2:
                    attribute = attribute with { Float = reader.Float() };
                    break;
                case 3:
                    attribute = attribute with { Int = reader.Varint() };
                    break;
                case 13: // doc_string
                    reader.Skip();
                    break;
                case 20:
                    attribute = attribute with { Type = (OnnxAttributeType)reader.Varint() };
                    break;
                default:
                    throw Unknown("AttributeProto", reader.Field);
            }
        }

        return attribute;
    }

    private static OnnxTensor DecodeTensor(ReadOnlySpan<byte> message)
    {
        string name = "";
        OnnxElementType type = default;
        byte[] data = [];
        var dimensions = new List<long>();
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    DecodeDimensions(ref reader, dimensions);
                    break;
                case 2:
                    type = (OnnxElementType)reader.Varint();
                    break;
                case 8:
                    name = reader.Text();
                    break;
                case 9:
                    data = reader.Bytes().ToArray();
                    break;
                case 12 or 16: // doc_string, metadata_props
                    reader.Skip();
                    break;
                default:
                    throw Unknown("TensorProto", reader.Field);
            }
        }

        return new OnnxTensor(name, type, dimensions, data);
    }

    /// <summary>onnx.proto writes them one by one, onnx.proto3 packed into one field; readers take both.</summary>
    private static void DecodeDimensions(ref ProtoReader reader, List<long> dimensions)
    {
        if (reader.Wire is ProtoWire.Varint)
        {
            Add(dimensions, reader.Varint(), MaxSmallParts);
            return;
        }

        var packed = new ProtoReader(reader.Bytes());
        while (packed.MoreInPacked)
            Add(dimensions, packed.PackedVarint(), MaxSmallParts);
    }

    private static OnnxValue DecodeValue(ReadOnlySpan<byte> message)
    {
        string name = "";
        OnnxElementType type = default;
        var shape = new List<OnnxDimension>();
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    name = reader.Text();
                    break;
                case 2:
                    type = DecodeType(reader.Bytes(), shape);
                    break;
                case 3 or 4: // doc_string, metadata_props
                    reader.Skip();
                    break;
                default:
                    throw Unknown("ValueInfoProto", reader.Field);
            }
        }

        return new OnnxValue(name, type, shape);
    }

    /// <summary>TypeProto, of which we know tensors only; its Tensor, its TensorShapeProto.</summary>
    private static OnnxElementType DecodeType(ReadOnlySpan<byte> message, List<OnnxDimension> shape)
    {
        OnnxElementType type = default;
        var reader = new ProtoReader(Only(message, 1, "TypeProto"));
        while (reader.Next())
        {
            if (reader.Field == 1)
                type = (OnnxElementType)reader.Varint();
            else if (reader.Field == 2)
                DecodeShape(reader.Bytes(), shape);
            else
                throw Unknown("TypeProto.Tensor", reader.Field);
        }

        return type;
    }

    private static void DecodeShape(ReadOnlySpan<byte> message, List<OnnxDimension> shape)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field != 1)
                throw Unknown("TensorShapeProto", reader.Field);

            var dimension = new OnnxDimension(0, null);
            var inner = new ProtoReader(reader.Bytes());
            while (inner.Next())
            {
                dimension = inner.Field switch
                {
                    1 => new OnnxDimension(inner.Varint(), null),
                    2 => new OnnxDimension(0, inner.Text()),
                    _ => throw Unknown("TensorShapeProto.Dimension", inner.Field),
                };
            }

            Add(shape, dimension, MaxSmallParts);
        }
    }

    private static OnnxOpset DecodeOpset(ReadOnlySpan<byte> message)
    {
        var opset = new OnnxOpset("", 0);
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            opset = reader.Field switch
            {
                1 => opset with { Domain = reader.Text() },
                2 => opset with { Version = reader.Varint() },
                _ => throw Unknown("OperatorSetIdProto", reader.Field),
            };
        }

        return opset;
    }

    private static KeyValuePair<string, string> DecodeMetadata(ReadOnlySpan<byte> message)
    {
        string key = "";
        string value = "";
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
                key = reader.Text();
            else if (reader.Field == 2)
                value = reader.Text();
            else
                throw Unknown("StringStringEntryProto", reader.Field);
        }

        return new(key, value);
    }

    /// <summary>The one field that a message may have.</summary>
    private static ReadOnlySpan<byte> Only(ReadOnlySpan<byte> message, int field, string name)
    {
        ReadOnlySpan<byte> value = [];
        var reader = new ProtoReader(message);
        while (reader.Next())
            value = reader.Field == field ? reader.Bytes() : throw Unknown(name, reader.Field);
        return value;
    }

    private static void Add<T>(List<T> list, T item, int limit)
    {
        if (list.Count >= limit)
            throw new InvalidModelException($"The ONNX model has more than {limit:N0} parts of one kind, more than any that Canopy exports.");
        list.Add(item);
    }

    private static InvalidModelException TwiceGraph() => new("The ONNX model holds two graphs; only models exported by Canopy are accepted.");

    private static InvalidModelException Unknown(string message, int field)
        => new($"The ONNX model uses field {field} of {message}, which Canopy never writes; only models exported by Canopy are accepted.");
}
