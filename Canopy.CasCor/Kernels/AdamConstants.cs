namespace Canopy.CasCor.Kernels;

/// <summary>Adam's constants for one update, with the corrections of its bias.</summary>
/// <param name="LearningRate">α.</param>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Correction1">1 / (1 − β₁^t).</param>
/// <param name="Correction2">1 / (1 − β₂^t).</param>
/// <param name="Decay">Weight decay, part of the slope.</param>
internal readonly record struct AdamConstants(float LearningRate, float Beta1, float Beta2, float Correction1, float Correction2, float Decay)
{
    /// <summary>For update <paramref name="update"/> of the phase, from 1.</summary>
    public static AdamConstants Of(PhaseOptions phase, long update) => new(
        (float)phase.LearningRate,
        (float)phase.Beta1,
        (float)phase.Beta2,
        (float)(1.0 / (1.0 - Power(phase.Beta1, update))),
        (float)(1.0 / (1.0 - Power(phase.Beta2, update))),
        (float)phase.Decay);

    /// <summary>By squaring: the system's power function may differ from machine to machine.</summary>
    private static double Power(double value, long exponent)
    {
        double result = 1.0;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1)
                result *= value;
            value *= value;
        }

        return result;
    }
}
