namespace Canopy.Bench.Fidelity;

/// <summary>A figure and the range in which it must be.</summary>
/// <param name="What">The figure, in a few words.</param>
/// <param name="Measured">Ours.</param>
/// <param name="StandardError">Of ours; 0 for a count.</param>
/// <param name="Minimum">Smallest accepted.</param>
/// <param name="Maximum">Largest accepted.</param>
/// <param name="Format">.NET number format for all four.</param>
internal sealed record Demand(string What, double Measured, double StandardError, double Minimum, double Maximum, string Format)
{
    public bool IsMet => Measured >= Minimum && Measured <= Maximum;

    public string Verdict => IsMet ? "in range" : "**out of range**";

    public static Demand About(string what, Sample measured, double expected, double tolerance, string format)
        => new(what, measured.Mean, measured.StandardError, expected - tolerance, expected + tolerance, format);
}
