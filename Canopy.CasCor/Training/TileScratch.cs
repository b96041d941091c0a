using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>Room for the activations of one tile where they do not fit the cache; one per thread.</summary>
internal sealed class TileScratch
{
    /// <summary>Floats from row to row; whole pages would put all rows into the same cache sets.</summary>
    public const int Stride = Lanes.TilePatterns + (2 * Lanes.Count);

    private AlignedBuffer _buffer = new(0);

    /// <summary>At least <paramref name="rows"/> rows; they move when there are more than before.</summary>
    public AlignedBuffer WithRows(int rows)
    {
        if (_buffer.Length < checked(rows * Stride))
            _buffer = new AlignedBuffer(checked((rows + 8) * Stride));
        return _buffer;
    }
}
