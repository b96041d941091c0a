namespace Canopy.CasCor.Training;

/// <summary>Sums over patterns of four candidates: ΣV·R_o at <c>[4·o + k]</c>, ΣV at <c>[k]</c> and ΣV² at <c>[4 + k]</c>.</summary>
internal readonly unsafe ref struct CandidateSums(double* correlations, double* moments)
{
    public double* Correlations { get; } = correlations;

    public double* Moments { get; } = moments;

    /// <summary>Σ(V − V̄)²; 0 for a candidate that is all but constant, whose correlation would be noise divided by nothing.</summary>
    public double SquaredDeviations(int candidate, int patterns)
    {
        // Sums of single precision products are good to six digits; a standard deviation below 1e-5 is no signal.
        const double Rounding = 1e-6;
        const double NoVariance = 1e-10;

        double sum = Moments[candidate];
        double squares = Moments[CandidateBlock.Size + candidate];
        double deviations = squares - (sum * sum / patterns);
        return deviations > Rounding * squares && deviations > NoVariance * patterns ? deviations : 0.0;
    }
}
