using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>Evaluates a network for 16 patterns at a time, in the order of training's sums.</summary>
internal static class Prediction
{
    public static void Run(Network network, ReadOnlySpan<HiddenUnit> units, ReadOnlySpan<float> inputs, Span<float> outputs, int patterns)
    {
        int rows = 1 + network.Inputs + units.Length;
        float[] rented = ArrayPool<float>.Shared.Rent(rows * Lanes.Count);
        Span<Vector512<float>> values = MemoryMarshal.Cast<float, Vector512<float>>(rented.AsSpan(0, rows * Lanes.Count));
        Span<float> lanes = rented;

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

            for (int o = 0; o < network.Outputs; o++)
            {
                Vector512<float> value = Value(network.OutputActivation, Net(values, network.OutputWeights.Slice(o * rows, rows)));
                for (int p = 0; p < count; p++)
                    outputs[((first + p) * network.Outputs) + o] = value[p];
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private static Vector512<float> Net(ReadOnlySpan<Vector512<float>> values, ReadOnlySpan<float> weights)
    {
        Vector512<float> net = Vector512<float>.Zero;
        for (int i = 0; i < values.Length; i++)
            net = Vector512.FusedMultiplyAdd(values[i], Vector512.Create(weights[i]), net);
        return net;
    }

    private static Vector512<float> Value(Activation activation, Vector512<float> net) => activation switch
    {
        Activation.Sigmoid => SigmoidFunction.Value(net),
        Activation.Gaussian => GaussianFunction.Value(net),
        Activation.Tanh => TanhFunction.Value(net),
        _ => IdentityFunction.Value(net),
    };
}
