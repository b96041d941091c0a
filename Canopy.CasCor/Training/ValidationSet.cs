using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>The patterns that training does not see, and how the network does on them.</summary>
internal sealed unsafe class ValidationSet(Dataset data, TrainingOptions options, int expectedHiddenUnits)
{
    private readonly ActivationCache _cache = new(data, expectedHiddenUnits, options.CacheMegabytes);
    private readonly OutputPass _pass = new(data, options.OutputActivation, options.SigmoidPrimeOffset);
    private readonly TileScratch _scratch = new();

    public void Add(HiddenUnit unit) => _cache.Add(unit);

    public void Truncate(int rows) => _cache.Truncate(rows);

    public EpochFigures Evaluate(WeightRows weights, double errorBitThreshold)
    {
        OutputFigures figures = default;
        for (int first = 0; first < _cache.Vectors; first += Lanes.TileVectors)
        {
            int vectors = Math.Min(Lanes.TileVectors, _cache.Vectors - first);
            PatternRows patterns = _cache.Tile(first, vectors, _scratch);
            _pass.AddTile(patterns, _cache.Bias, weights.Values.Pointer, weights.Stride, first, vectors, errorBitThreshold, ref figures);
        }

        return _pass.Figures(figures, _cache.Vectors);
    }
}
