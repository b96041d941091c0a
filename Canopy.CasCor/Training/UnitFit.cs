namespace Canopy.CasCor.Training;

/// <summary>E ≈ Factor·V + Offset, by least squares.</summary>
internal readonly record struct UnitFit(double Factor, double Offset);
