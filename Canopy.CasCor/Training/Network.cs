namespace Canopy.CasCor;

/// <summary>A cascade: every hidden unit sees bias, inputs and all earlier hidden units; every output sees them all.</summary>
public sealed class Network
{
    public int Inputs => throw new NotImplementedException();
    public int Outputs => throw new NotImplementedException();
    public Activation OutputActivation => throw new NotImplementedException();
    public IReadOnlyList<HiddenUnit> HiddenUnits => throw new NotImplementedException();

    /// <summary>One row per output: bias, inputs, hidden units.</summary>
    public ReadOnlySpan<float> OutputWeights => throw new NotImplementedException();

    /// <summary>Outputs for one pattern, computed in the same order as in training.</summary>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => throw new NotImplementedException();

    /// <summary>SHA-256 over shape, activations and the bits of all weights, lower-case hex.</summary>
    public string ComputeHash() => throw new NotImplementedException();
}

/// <summary>An installed unit: frozen input weights for bias, inputs and earlier hidden units, in that order.</summary>
public sealed record HiddenUnit(int Index, Activation Activation, float[] Weights);
