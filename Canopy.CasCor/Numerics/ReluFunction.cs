using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Canopy.CasCor.Numerics;

/// <summary><see cref="Activation.Relu"/>.</summary>
internal readonly struct ReluFunction : IActivationFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> net)
        => Vector512.ConditionalSelect(Vector512.LessThan(net, Vector512<float>.Zero), Vector512<float>.Zero, net);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> net, Vector512<float> value)
        => Vector512.GreaterThan(net, Vector512<float>.Zero) & Vector512<float>.One;
}
