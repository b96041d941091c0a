namespace Canopy.CasCor.Export.Onnx;

/// <summary>A model as an ONNX graph (docs/onnx.md): one Gemm and one Concat for each hidden unit, so that its size is linear in their number.</summary>
internal static class OnnxNetwork
{
    public const long IrVersion = 8;
    public const long Opset = 17;
    public const string GraphName = "cascade";

    public static OnnxGraph ToGraph(TrainedModel model)
    {
        var graph = new OnnxGraphBuilder();
        Network network = model.Network;
        string seen = AddInputs(graph, model);
        foreach (HiddenUnit unit in network.HiddenUnits)
        {
            string name = HiddenName(unit.Index);
            string net = AddNet(graph, name, seen, unit.Weights, rows: 1);
            OnnxActivations.Add(graph, unit.Activation, net, name, units: 1);
            seen = graph.Node($"seen.{unit.Index + 1}", "Concat", [OnnxGraphBuilder.Int("axis", 1)], seen, name);
        }

        AddOutputs(graph, model, seen);
        var values = new List<OnnxValue> { Value("output", OnnxElementType.Float, network.Outputs) };
        if (model.Kind is ProblemKind.Classification)
        {
            AddLabel(graph, network);
            values.Add(Value("label", OnnxElementType.Int64));
        }

        return graph.Build(GraphName, [Value("input", OnnxElementType.Float, network.Inputs)], values);
    }

    public const string OutputName = "output";

    public static string HiddenName(int unit) => $"hidden.{unit}";

    public static string WeightName(string units) => units + ".weight";

    public static string BiasName(string units) => units + ".bias";

    private static string AddInputs(OnnxGraphBuilder graph, TrainedModel model)
    {
        if (model.Description.Inputs is not { } standardised)
            return "input";

        string centred = graph.Node("input.centred", "Sub", "input", graph.Floats("input.mean", [.. standardised.Means], standardised.Columns));
        return graph.Node("input.standardised", "Div", centred, graph.Floats("input.deviation", [.. standardised.Deviations], standardised.Columns));
    }

    /// <summary>Net inputs of units that share what they see: seen · Wᵀ + bias. <paramref name="weights"/>: bias first in every row.</summary>
    private static string AddNet(OnnxGraphBuilder graph, string name, string seen, ReadOnlySpan<float> weights, int rows)
    {
        int columns = (weights.Length / rows) - 1;
        float[] biases = new float[rows];
        float[] rest = new float[rows * columns];
        for (int r = 0; r < rows; r++)
        {
            ReadOnlySpan<float> row = weights.Slice(r * (columns + 1), columns + 1);
            biases[r] = row[0];
            row[1..].CopyTo(rest.AsSpan(r * columns));
        }

        string weight = graph.Floats(WeightName(name), rest, rows, columns);
        string bias = graph.Floats(BiasName(name), biases, rows);
        return graph.Node(name + ".net", "Gemm", [OnnxGraphBuilder.Int("transB", 1)], seen, weight, bias);
    }

    private static void AddOutputs(OnnxGraphBuilder graph, TrainedModel model, string seen)
    {
        Network network = model.Network;
        string net = AddNet(graph, "output", seen, network.OutputWeights, network.Outputs);
        if (model.Description.Targets is not { } standardised)
        {
            OnnxActivations.Add(graph, network.OutputActivation, net, "output", network.Outputs);
            return;
        }

        OnnxActivations.Add(graph, network.OutputActivation, net, "output.standardised", network.Outputs);
        string scaled = graph.Node("output.scaled", "Mul", "output.standardised", graph.Floats("output.deviation", [.. standardised.Deviations], standardised.Columns));
        graph.Node("output", "Add", scaled, graph.Floats("output.mean", [.. standardised.Means], standardised.Columns));
    }

    /// <summary>The class: with one output whether it is above the threshold, else the first of the largest.</summary>
    private static void AddLabel(OnnxGraphBuilder graph, Network network)
    {
        if (network.Outputs > 1)
        {
            graph.Node("label", "ArgMax", [OnnxGraphBuilder.Int("axis", 1), OnnxGraphBuilder.Int("keepdims", 0)], "output");
            return;
        }

        string above = graph.Node("label.above", "Greater", "output", graph.Scalar("threshold", ClassDecision.Threshold(network.OutputActivation)));
        string number = graph.Node("label.number", "Cast", [OnnxGraphBuilder.Int("to", (int)OnnxElementType.Int64)], above);
        graph.Node("label", "Squeeze", number, graph.Integers("label.axes", 1));
    }

    private static OnnxValue Value(string name, OnnxElementType type, params ReadOnlySpan<int> columns)
    {
        var shape = new List<OnnxDimension> { new(0, "batch") };
        foreach (int column in columns)
            shape.Add(new OnnxDimension(column, null));
        return new OnnxValue(name, type, shape);
    }
}
