using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Kernels;

/// <summary>
/// δ of four candidates over a tile: δ_p = f′_p·(Σ_o a_o·R_p,o + g·V_p + h). Every candidate objective is of this form, with
/// coefficients a, g and h of its own (<see cref="Training.CandidateCoefficients"/>).
/// </summary>
/// <remarks>Hot: nothing in here may call a method that is not inlined, or read a static field.</remarks>
internal static unsafe class DeltaKernel
{
    /// <summary>Turns derivatives into δ. Coefficients: <c>a[4·o + k]</c>, then <c>g[k]</c>, then <c>h[k]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(float* residuals, int residualStride, int outputs, int vectors, float* values, float* derivatives, float* coefficients)
    {
        int count = vectors * Lanes.Count;
        for (int k = 0; k < 4; k++)
        {
            float* value = values + (k * Lanes.TilePatterns);
            float* derivative = derivatives + (k * Lanes.TilePatterns);
            Vector512<float> g = Vector512.Create(coefficients[(4 * outputs) + k]);
            Vector512<float> h = Vector512.Create(coefficients[(4 * outputs) + 4 + k]);
            for (int i = 0; i < count; i += Lanes.Count)
            {
                Vector512<float> pull = Vector512.FusedMultiplyAdd(g, Vector512.Load(value + i), h);
                float* residual = residuals + i;
                for (int o = 0; o < outputs; o++)
                {
                    pull = Vector512.FusedMultiplyAdd(Vector512.Create(coefficients[(4 * o) + k]), Vector512.Load(residual), pull);
                    residual += residualStride;
                }

                Vector512.Store(Vector512.Load(derivative + i) * pull, derivative + i);
            }
        }
    }
}
