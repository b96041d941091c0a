namespace Canopy.CasCor.Training;

/// <summary>
/// The coefficients with which each objective says how a candidate's value V_p should change: the slope of −S with respect to V_p is
/// Σ_o a_o·R_p,o + g·V_p + h. R is centred and over T = ΣE²; c_o = ΣV·R_o, s² = Σ(V − V̄)², k_o² = ΣR_o².
/// </summary>
internal static unsafe class CandidateCoefficients
{
    private const int Size = CandidateBlock.Size;

    /// <summary>S = Σ|c_o|: a_o = −sign c_o, of the epoch before, as in the authors' programs.</summary>
    public static void OfCovariance(float* correlations, int outputs, float* coefficients)
    {
        for (int i = 0; i < Size * outputs; i++)
            coefficients[i] = correlations[i] < 0f ? 1f : -1f;
        new Span<float>(coefficients + (Size * outputs), 2 * Size).Clear();
    }

    /// <summary>S = 2·Σu_o·c_o − Σu_o²·ΣV²/T: a_o = −2u_o, g = 2Σu_o²/T.</summary>
    public static void OfError(float* outputWeights, int outputs, double energy, float* coefficients)
    {
        for (int k = 0; k < Size; k++)
        {
            double squares = 0;
            for (int o = 0; o < outputs; o++)
            {
                float u = outputWeights[(Size * o) + k];
                coefficients[(Size * o) + k] = -2f * u;
                squares += (double)u * u;
            }

            coefficients[(Size * outputs) + k] = energy > 0 ? (float)(2.0 * squares / energy) : 0f;
            coefficients[(Size * outputs) + Size + k] = 0f;
        }
    }

    /// <summary>
    /// S = Σ|r_o| with r_o = c_o / (s·k_o): a_o = −sign r_o / (s·k_o), g = Σ|r_o| / s², h = −g·V̄. Sums are of
    /// <paramref name="patterns"/> patterns, of whose share of all patterns k_o is taken.
    /// </summary>
    public static void OfCorrelation(in CandidateSums sums, ResidualRows residuals, int patterns, float* coefficients)
    {
        int outputs = residuals.Outputs;
        double share = Math.Sqrt((double)patterns / residuals.Patterns);
        for (int k = 0; k < Size; k++)
        {
            double deviation = Math.Sqrt(sums.SquaredDeviations(k, patterns));
            double total = 0;
            for (int o = 0; o < outputs; o++)
            {
                double correlation = sums.Correlations[(Size * o) + k];
                double scale = deviation * residuals.Norms[o] * share;
                double a = scale > 0 ? 1.0 / scale : 0.0;
                total += Math.Abs(correlation) * a;
                coefficients[(Size * o) + k] = (float)(correlation < 0 ? a : -a);
            }

            double g = deviation > 0 ? total / (deviation * deviation) : 0.0;
            coefficients[(Size * outputs) + k] = (float)g;
            coefficients[(Size * outputs) + Size + k] = (float)(-g * sums.Moments[k] / patterns);
        }
    }
}
