using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>Evaluates a network for 16 patterns at a time, in the order of training's sums.</summary>
internal static class Prediction
{
    public static void Run(Network network, ReadOnlySpan<HiddenUnit> units, ReadOnlySpan<float> inputs, Span<float> outputs, int patterns)
    {
        int rows = 1 + network.Inputs + units.Length;
        int length = (rows + network.Outputs) * Lanes.Count;
        float[] rented = ArrayPool<float>.Shared.Rent(length);
        Span<float> lanes = rented.AsSpan(0, length);
        Span<Vector512<float>> values = MemoryMarshal.Cast<float, Vector512<float>>(lanes);

        for (int first = 0; first < patterns; first += Lanes.Count)
        {
            int count = Math.Min(Lanes.Count, patterns - first);
            values[0] = Vector512<float>.One;
            values[1..(1 + network.Inputs)].Clear();
            for (int p = 0; p < count; p++)
            {
                for (int i = 0; i < network.Inputs; i++)
                    lanes[((1 + i) * Lanes.Count) + p] = inputs[((first + p) * network.Inputs) + i];
            }

            for (int u = 0; u < units.Length; u++)
            {
                int seen = 1 + network.Inputs + u;
                values[seen] = Value(units[u].Activation, Net(values[..seen], units[u].Weights));
            }

            Evaluate(network, values[..rows], values[rows..]);
            for (int o = 0; o < network.Outputs; o++)
            {
                for (int p = 0; p < count; p++)
                    outputs[((first + p) * network.Outputs) + o] = lanes[((rows + o) * Lanes.Count) + p];
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private static void Evaluate(Network network, ReadOnlySpan<Vector512<float>> values, Span<Vector512<float>> outputs)
    {
        for (int o = 0; o < outputs.Length; o++)
            outputs[o] = Net(values, network.OutputWeights.Slice(o * values.Length, values.Length));

        if (network.OutputActivation is Activation.Softmax)
        {
            Softmax(outputs);
            return;
        }

        for (int o = 0; o < outputs.Length; o++)
            outputs[o] = Value(network.OutputActivation, outputs[o]);
    }

    /// <summary>The arithmetic of <see cref="SoftmaxKernel"/>.</summary>
    private static void Softmax(Span<Vector512<float>> outputs)
    {
        if (outputs.Length == 1)
        {
            outputs[0] = SoftmaxKernel.Probability(outputs[0], out _);
            return;
        }

        Vector512<float> largest = outputs[0];
        foreach (Vector512<float> net in outputs[1..])
            largest = Vector512.ConditionalSelect(Vector512.GreaterThan(net, largest), net, largest);

        Vector512<float> sum = Vector512<float>.Zero;
        for (int o = 0; o < outputs.Length; o++)
        {
            outputs[o] = Exponential.OfNonPositive(outputs[o] - largest);
            sum += outputs[o];
        }

        for (int o = 0; o < outputs.Length; o++)
            outputs[o] /= sum;
    }

    private static Vector512<float> Net(ReadOnlySpan<Vector512<float>> values, ReadOnlySpan<float> weights)
    {
        Vector512<float> net = Vector512<float>.Zero;
        for (int i = 0; i < values.Length; i++)
            net = Vector512.FusedMultiplyAdd(values[i], Vector512.Create(weights[i]), net);
        return net;
    }

    private static Vector512<float> Value(Activation activation, Vector512<float> net)
    {
        var value = new ValueAction { Net = net };
        ActivationDispatch.Run(activation, ref value);
        return value.Net;
    }

    private struct ValueAction : IActivationAction
    {
        public Vector512<float> Net;

        public void Run<TActivation>()
            where TActivation : struct, IActivationFunction
            => Net = TActivation.Value(Net);
    }
}
