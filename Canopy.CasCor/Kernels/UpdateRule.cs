namespace Canopy.CasCor.Kernels;

/// <summary>One update of weights by the optimiser that a phase asks for; what an optimiser remembers of a weight is two numbers.</summary>
internal readonly unsafe ref struct UpdateRule
{
    private readonly PhaseOptions _phase;
    private readonly double _divisor;
    private readonly long _update;

    /// <param name="phase">The phase.</param>
    /// <param name="divisor">What quickprop's epsilon is divided by.</param>
    /// <param name="update">Number of the update in its phase, from 1.</param>
    public UpdateRule(PhaseOptions phase, double divisor, long update)
    {
        _phase = phase;
        _divisor = divisor;
        _update = update;
    }

    /// <summary>Updates <paramref name="count"/> weights, a multiple of 16; false when one is no longer finite.</summary>
    public bool Apply(float* weights, float* first, float* second, float* slopes, int count) => _phase.Optimiser switch
    {
        Optimiser.Quickprop => Quickprop.Update(weights, first, second, slopes, count, QuickpropConstants.Of(_phase, _divisor)),
        Optimiser.Irprop => Irprop.Update(weights, first, second, slopes, count, IrpropConstants.Of(_phase)),
        _ => Adam.Update(weights, first, second, slopes, count, AdamConstants.Of(_phase, _update)),
    };
}
