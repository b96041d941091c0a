namespace Canopy.CasCor.Training;

/// <summary>The score S of four candidates by each objective (<see cref="CandidateObjective"/>).</summary>
internal static unsafe class CandidateScores
{
    private const int Size = CandidateBlock.Size;

    /// <summary>Σ|c_o|.</summary>
    public static void OfCovariance(float* correlations, int outputs, Span<float> scores)
    {
        for (int k = 0; k < Size; k++)
        {
            float score = 0;
            for (int o = 0; o < outputs; o++)
                score += MathF.Abs(correlations[(Size * o) + k]);
            scores[k] = score;
        }
    }

    /// <summary>Σ|c_o| / (s·k_o).</summary>
    public static void OfCorrelation(in CandidateSums sums, ResidualRows residuals, Span<float> scores)
    {
        for (int k = 0; k < Size; k++)
        {
            double deviation = Math.Sqrt(sums.SquaredDeviations(k, residuals.Patterns));
            double score = 0;
            for (int o = 0; o < residuals.Outputs; o++)
            {
                double scale = deviation * residuals.Norms[o];
                score += scale > 0 ? Math.Abs(sums.Correlations[(Size * o) + k]) / scale : sums.Correlations[(Size * o) + k] * 0.0;
            }

            scores[k] = (float)score;
        }
    }

    /// <summary>2Σu_o·c_o − Σu_o²·ΣV²/T.</summary>
    public static void OfError(in CandidateSums sums, ResidualRows residuals, float* outputWeights, Span<float> scores)
    {
        double scale = residuals.Energy > 0 ? 1.0 / residuals.Energy : 0.0;
        for (int k = 0; k < Size; k++)
        {
            double score = 0;
            for (int o = 0; o < residuals.Outputs; o++)
            {
                double u = outputWeights[(Size * o) + k];
                score += (2.0 * u * sums.Correlations[(Size * o) + k]) - (u * u * sums.Moments[Size + k] * scale);
            }

            scores[k] = (float)score;
        }
    }

    /// <summary>The output weights with the highest score for the values as they are: u_o = c_o·T / ΣV².</summary>
    public static void FitOutputWeights(in CandidateSums sums, ResidualRows residuals, float* outputWeights)
    {
        for (int i = 0; i < Size * residuals.Outputs; i++)
        {
            double squares = sums.Moments[Size + (i % Size)];
            outputWeights[i] = squares > 0 ? (float)(sums.Correlations[i] * residuals.Energy / squares) : 0f;
        }
    }

    /// <summary>The regression of the centred residual errors on each candidate's value: factor c_o·T / s², offset −factor·V̄.</summary>
    public static void Fit(in CandidateSums sums, ResidualRows residuals, UnitFit[] fits)
    {
        for (int i = 0; i < fits.Length; i++)
        {
            int k = i % Size;
            double squares = sums.SquaredDeviations(k, residuals.Patterns);
            double factor = squares > 0 ? sums.Correlations[i] * residuals.Energy / squares : 0.0;
            fits[i] = new UnitFit(factor, -factor * sums.Moments[k] / residuals.Patterns);
        }
    }
}
