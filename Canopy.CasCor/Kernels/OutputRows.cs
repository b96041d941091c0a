namespace Canopy.CasCor.Kernels;

/// <summary>What the forward pass of one output reads and writes; each pointer is to a row of padded patterns, but for the weights.</summary>
internal unsafe struct OutputRows
{
    public float* Weights;
    public float* Targets;
    public float* Outputs;
    public float* Errors;
    public float PrimeOffset;
    public float ErrorBitThreshold;
}
