using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>How patterns are cut into mini-batches.</summary>
internal static class Batches
{
    /// <summary>Vectors of a batch: even, as kernels need it, and all vectors without mini-batches.</summary>
    public static int Vectors(PhaseOptions phase, int all)
        => phase.BatchSize == 0 ? all : (int)Math.Min(all, ((long)phase.BatchSize + (2 * Lanes.Count) - 1) / (2 * Lanes.Count) * 2);

    /// <summary>Updates of the weights in an epoch.</summary>
    public static int PerEpoch(PhaseOptions phase, int all)
    {
        int vectors = Vectors(phase, all);
        return (all + vectors - 1) / vectors;
    }
}
