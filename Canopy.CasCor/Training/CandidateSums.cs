namespace Canopy.CasCor.Training;

/// <summary>Sums over patterns of four candidates: ΣV·R_o at <c>[4·o + k]</c>, ΣV at <c>[k]</c> and ΣV² at <c>[4 + k]</c>.</summary>
internal readonly unsafe ref struct CandidateSums(double* correlations, double* moments)
{
    public double* Correlations { get; } = correlations;

    public double* Moments { get; } = moments;

    /// <summary>Σ(V − V̄)², 0 for a candidate that is all but constant.</summary>
    public double SquaredDeviations(int candidate, int patterns)
    {
        double sum = Moments[candidate];
        double squares = Moments[CandidateBlock.Size + candidate];
        double deviations = squares - (sum * sum / patterns);

        // The sums are of single precision products: less than this is their rounding.
        return deviations > 1e-6 * squares ? deviations : 0.0;
    }
}
