namespace Canopy.CasCor.Kernels;

/// <summary>
/// Where kernels read activations: one row of patterns for the bias, each input and each hidden unit. Rows are padded
/// with zeros, in the bias row too, so that padding adds nothing to any sum.
/// </summary>
/// <param name="ActivationsAddress">First row.</param>
/// <param name="Stride">Floats from one row to the next.</param>
/// <param name="Rows">Bias, inputs and hidden units.</param>
/// <param name="Vectors">Padded patterns over 16; even.</param>
internal readonly unsafe record struct PatternRows(nint ActivationsAddress, int Stride, int Rows, int Vectors)
{
    public float* Activations => (float*)ActivationsAddress;
}
