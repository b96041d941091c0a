using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Tests.Training;

/// <summary>The numeric contract, one number at a time.</summary>
internal static class PlainSums
{
    /// <summary>Σ a·b over patterns: 16 lanes, a tree, tiles in double precision.</summary>
    public static double Dot(float[] a, float[] b)
    {
        double total = 0;
        for (int tile = 0; tile < a.Length; tile += 2048)
        {
            float[] lanes = new float[16];
            for (int p = tile; p < Math.Min(a.Length, tile + 2048); p++)
                lanes[p % 16] = MathF.FusedMultiplyAdd(a[p], b[p], lanes[p % 16]);
            for (int half = 8; half >= 1; half /= 2)
            {
                for (int l = 0; l < half; l++)
                    lanes[l] += lanes[l + half];
            }

            total += lanes[0];
        }

        return total;
    }

    /// <summary>w · x for pattern <paramref name="p"/>, rows in order.</summary>
    public static float Net(float[] weights, List<float[]> rows, int p)
    {
        float net = 0f;
        for (int i = 0; i < rows.Count; i++)
            net = MathF.FusedMultiplyAdd(rows[i][p], weights[i], net);
        return net;
    }

    public static (float Value, float Derivative) Activate(Activation activation, float net)
    {
        var both = new BothAction { Net = Vector512.Create(net) };
        ActivationDispatch.Run(activation, ref both);
        return both.Result;
    }

    private struct BothAction : IActivationAction
    {
        public Vector512<float> Net;
        public (float Value, float Derivative) Result;

        public void Run<T>()
            where T : struct, IActivationFunction
        {
            Vector512<float> value = T.Value(Net);
            Result = (value[0], T.Derivative(Net, value)[0]);
        }
    }
}
