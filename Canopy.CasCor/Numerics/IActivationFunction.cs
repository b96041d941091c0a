using System.Runtime.Intrinsics;

namespace Canopy.CasCor.Numerics;

/// <summary>An activation function as a type, so that kernels are compiled for each with nothing left to call.</summary>
internal interface IActivationFunction
{
    /// <summary>f(net).</summary>
    static abstract Vector512<float> Value(Vector512<float> net);

    /// <summary>f′(net), given value = f(net).</summary>
    static abstract Vector512<float> Derivative(Vector512<float> net, Vector512<float> value);
}
