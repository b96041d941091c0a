namespace Canopy.CasCor.Export.Onnx;

/// <summary>Activations in standard operators of opset 17.</summary>
internal static class OnnxActivations
{
    /// <summary>Adds what computes the activation of <paramref name="net"/> into a tensor of the given name.</summary>
    public static void Add(OnnxGraphBuilder graph, Activation activation, string net, string name, int units)
    {
        switch (activation)
        {
            case Activation.Sigmoid:
                AddSymmetricSigmoid(graph, net, name);
                break;
            case Activation.Gaussian:
                string square = graph.Node(name + ".square", "Mul", net, net);
                string exponent = graph.Node(name + ".exponent", "Mul", square, graph.Scalar("minus_half", -0.5f));
                graph.Node(name, "Exp", exponent);
                break;
            case Activation.Tanh:
                graph.Node(name, "Tanh", net);
                break;
            case Activation.Logistic:
                graph.Node(name, "Sigmoid", net);
                break;
            case Activation.Sine:
                string cut = graph.Node(name + ".cut", "Clip", net, graph.Scalar("sine_from", -100_000f), graph.Scalar("sine_to", 100_000f));
                graph.Node(name, "Sin", cut);
                break;
            case Activation.Relu:
                graph.Node(name, "Relu", net);
                break;
            case Activation.LeakyRelu:
                graph.Node(name, "LeakyRelu", [OnnxGraphBuilder.Float("alpha", 0.01f)], net);
                break;
            case Activation.Softmax when units == 1:
                // The probability of the second of two classes.
                graph.Node(name, "Sigmoid", net);
                break;
            case Activation.Softmax:
                graph.Node(name, "Softmax", [OnnxGraphBuilder.Int("axis", 1)], net);
                break;
            case Activation.Linear:
                graph.Node(name, "Identity", net);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "The activation has no ONNX form.");
        }
    }

    /// <summary>1 / (1 + e^−s) − 0.5 as ½ tanh(s / 2), which keeps its relative precision near zero.</summary>
    private static void AddSymmetricSigmoid(OnnxGraphBuilder graph, string net, string name)
    {
        string half = graph.Scalar("half", 0.5f);
        string halved = graph.Node(name + ".half_net", "Mul", net, half);
        string tanh = graph.Node(name + ".tanh", "Tanh", halved);
        graph.Node(name, "Mul", tanh, half);
    }
}
