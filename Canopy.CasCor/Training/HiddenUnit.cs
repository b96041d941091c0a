namespace Canopy.CasCor;

/// <summary>An installed unit.</summary>
/// <param name="Index">Its place among the hidden units, from 0.</param>
/// <param name="Activation">Its activation function.</param>
/// <param name="Weights">Frozen input weights for bias, inputs and earlier hidden units, in that order; zero where there is no link.</param>
/// <param name="Layer">
/// Its depth, from 1: one more than the deepest unit that it is linked to. In a plain cascade it is <paramref name="Index"/> + 1;
/// siblings and units of one round share a layer.
/// </param>
public sealed record HiddenUnit(int Index, Activation Activation, float[] Weights, int Layer);
