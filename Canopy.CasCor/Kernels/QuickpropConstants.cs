namespace Canopy.CasCor.Kernels;

/// <summary>Quickprop's constants, with epsilon already divided by the pattern count (and fan-in).</summary>
internal readonly record struct QuickpropConstants(float Epsilon, float Mu, float Decay)
{
    public static QuickpropConstants Of(PhaseOptions phase, double divisor)
        => new((float)(phase.Epsilon / divisor), (float)phase.Mu, (float)phase.Decay);
}
