using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Canopy.CasCor.Numerics;

/// <summary><see cref="Activation.Gaussian"/>: e^(−s²/2). Absolute error below 1e-7; 1.6e-38 beyond |s| = 13.2.</summary>
internal readonly struct GaussianFunction : IActivationFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> net)
        => Exponential.OfNonPositive(net * net * Vector512.Create(-0.5f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> net, Vector512<float> value) => -net * value;
}
