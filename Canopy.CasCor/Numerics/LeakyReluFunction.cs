using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Canopy.CasCor.Numerics;

/// <summary><see cref="Activation.LeakyRelu"/>.</summary>
internal readonly struct LeakyReluFunction : IActivationFunction
{
    private const float Leak = 0.01f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> net)
        => Vector512.ConditionalSelect(Vector512.LessThan(net, Vector512<float>.Zero), net * Vector512.Create(Leak), net);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> net, Vector512<float> value)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(net, Vector512<float>.Zero), Vector512<float>.One, Vector512.Create(Leak));
}
