namespace Canopy.CasCor;

/// <summary>What candidates are trained to do, and ranked by. V is a candidate's value, E_o the residual error of output o.</summary>
public enum CandidateObjective
{
    /// <summary>
    /// Maximise S = Σ_o |Σ_p (V_p − V̄)(E_p,o − Ē_o)| (Fahlman and Lebiere 1990, §2), here divided by ΣE². Rewards units with a large
    /// range as much as units that fit; of rectifiers, which have no largest value, it has no maximum.
    /// </summary>
    Covariance = 0,

    /// <summary>Maximise Σ_o |r_o|, r_o being Pearson's correlation of V and E_o: each term lies in [0, 1], whatever the unit's range.</summary>
    Correlation = 1,

    /// <summary>
    /// Cascade 2 (Fahlman; described by Prechelt 1997): minimise Σ_p Σ_o (E_p,o − u_o·V_p)² over the candidate's input weights and its
    /// own output weights u, which are installed with it. The score is the share of ΣE² that the unit takes away, at most 1.
    /// </summary>
    Error = 2,
}
