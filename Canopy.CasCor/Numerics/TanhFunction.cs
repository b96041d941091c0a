using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Canopy.CasCor.Numerics;

/// <summary><see cref="Activation.Tanh"/>, exactly ±1 beyond |s| = 9.02. Relative error below 3.5e-7.</summary>
/// <remarks>s·P(s²)/Q(s²), P and Q of degree 4, with a relative error of 2.1e-8 on |s| ≤ 9.02 before rounding; see <see cref="SigmoidFunction"/>.</remarks>
internal readonly struct TanhFunction : IActivationFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> net)
    {
        Vector512<float> z = net * net;

        Vector512<float> p = Vector512.Create(1.331934761942e-08f);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2.058370152494e-05f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(3.494048913073e-03f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(1.337973037286e-01f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(9.999999791151e-01f));

        Vector512<float> q = Vector512.Create(7.762138501881e-07f);
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(3.283115621004e-04f));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(2.587112885875e-02f));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(4.671304563929e-01f));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512<float>.One);

        // Rounding may carry the quotient past ±1 where tanh is all but 1.
        Vector512<float> one = Vector512<float>.One;
        Vector512<float> value = Vector512.MaxNative(-one, Vector512.MinNative(one, net * p / q));
        Vector512<float> saturated = (net & Vector512.Create(-0f)) | one;
        Vector512<float> beyond = Vector512.GreaterThan(Vector512.Abs(net), Vector512.Create(9.02f));
        return Vector512.ConditionalSelect(beyond, saturated, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> net, Vector512<float> value)
        => Vector512.FusedMultiplyAdd(-value, value, Vector512<float>.One);
}
