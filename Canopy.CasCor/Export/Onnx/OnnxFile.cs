using System.Text;
using Canopy.CasCor.Export.Json;

namespace Canopy.CasCor.Export.Onnx;

/// <summary>
/// A model as an ONNX file and back. The file's metadata say what network it is; reading takes the weights from the graph and
/// then compares the graph with the one that such a network is written as, so that a file that computes anything else is refused.
/// </summary>
internal static class OnnxFile
{
    /// <summary>Key of the metadata that hold the model without its weights, in the JSON form.</summary>
    public const string MetadataKey = "canopy.model";

    private const string Accepted = "only models exported by Canopy are accepted";

    public static byte[] Write(TrainedModel model)
    {
        string outline = Encoding.UTF8.GetString(ModelJsonWriter.Write(model, withWeights: false));
        var file = new OnnxModel(OnnxNetwork.IrVersion, [new OnnxOpset("", OnnxNetwork.Opset)], OnnxNetwork.ToGraph(model), [new(MetadataKey, outline)]);
        string version = typeof(OnnxFile).Assembly.GetName().Version!.ToString(3);
        return OnnxEncoder.Encode(file, "Canopy", version);
    }

    public static TrainedModel Read(ReadOnlySpan<byte> file)
    {
        OnnxModel read = OnnxDecoder.DecodeModel(file);
        if (read.IrVersion != OnnxNetwork.IrVersion || read.Opsets is not [{ Domain: "", Version: OnnxNetwork.Opset }])
            throw new InvalidModelException($"The model must be of ONNX IR version {OnnxNetwork.IrVersion} and opset {OnnxNetwork.Opset}; {Accepted}.");

        string outline = read.Metadata.FirstOrDefault(m => m.Key == MetadataKey).Value
            ?? throw new InvalidModelException($"The ONNX model has no metadata {MetadataKey}; {Accepted}.");
        TrainedModel model = WithWeights(ModelJsonReader.ReadOutline(Encoding.UTF8.GetBytes(outline)), read.Graph.Initializers);
        Compare(OnnxNetwork.ToGraph(model), read.Graph);
        return model;
    }

    private static TrainedModel WithWeights(ModelOutline outline, IReadOnlyList<OnnxTensor> initializers)
    {
        var tensors = new Dictionary<string, OnnxTensor>(StringComparer.Ordinal);
        foreach (OnnxTensor tensor in initializers)
        {
            if (!tensors.TryAdd(tensor.Name, tensor))
                throw new InvalidModelException($"The ONNX model has two initialisers of one name; {Accepted}.");
        }

        var hidden = new float[outline.HiddenUnits.Count][];
        for (int k = 0; k < hidden.Length; k++)
            hidden[k] = OnnxWeights.Read(tensors, OnnxNetwork.HiddenName(k), rows: 1, outline.Inputs + k);
        return outline.With(hidden, OnnxWeights.Read(tensors, OnnxNetwork.OutputName, outline.Outputs, outline.Inputs + hidden.Length));
    }

    private static void Compare(OnnxGraph expected, OnnxGraph graph)
    {
        if (graph.Name != expected.Name)
            throw Differs($"its name must be {expected.Name}");
        Compare("node", expected.Nodes, graph.Nodes, OnnxEncoder.Encode);
        Compare("initialiser", expected.Initializers, graph.Initializers, OnnxEncoder.Encode);
        Compare("input", expected.Inputs, graph.Inputs, OnnxEncoder.Encode);
        Compare("output", expected.Outputs, graph.Outputs, OnnxEncoder.Encode);
    }

    /// <summary>Messages are equal when their bytes are.</summary>
    private static void Compare<T>(string what, IReadOnlyList<T> expected, IReadOnlyList<T> parts, Func<T, ProtoWriter> encode)
    {
        if (parts.Count != expected.Count)
            throw Differs($"it has {parts.Count} {what}s, not {expected.Count}");
        for (int i = 0; i < parts.Count; i++)
        {
            if (!encode(parts[i]).Written.SequenceEqual(encode(expected[i]).Written))
                throw Differs($"{what} {i} is another");
        }
    }

    private static InvalidModelException Differs(string difference)
        => new($"The ONNX graph is not the one of the network that its metadata describe: {difference}; {Accepted}.");
}
