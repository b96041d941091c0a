namespace Canopy.CasCor.Kernels;

/// <summary>iRPROP−'s constants.</summary>
internal readonly record struct IrpropConstants(float InitialStep, float Growth, float Shrink, float MaxStep, float Decay)
{
    public static IrpropConstants Of(PhaseOptions phase)
        => new((float)phase.InitialStep, (float)phase.StepGrowth, (float)phase.StepShrink, (float)phase.MaxStep, (float)phase.Decay);
}
