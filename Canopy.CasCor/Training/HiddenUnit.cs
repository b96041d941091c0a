namespace Canopy.CasCor;

/// <summary>An installed unit: frozen input weights for bias, inputs and earlier hidden units, in that order.</summary>
public sealed record HiddenUnit(int Index, Activation Activation, float[] Weights);
