using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>Values and derivatives of four candidates over one tile; one per thread.</summary>
internal sealed class CandidateScratch
{
    public AlignedBuffer Values { get; } = new(CandidateBlock.Size * Lanes.TilePatterns);

    public AlignedBuffer Derivatives { get; } = new(CandidateBlock.Size * Lanes.TilePatterns);

    public TileScratch Tile { get; } = new();
}
