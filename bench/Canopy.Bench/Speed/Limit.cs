namespace Canopy.Bench.Speed;

/// <summary>A figure and its limit.</summary>
/// <param name="What">The figure, in a few words.</param>
/// <param name="IsMost">The limit is the most that is accepted; else the least.</param>
/// <param name="Format">.NET number format for both, unit included.</param>
internal sealed record Limit(string What, double Measured, double Accepted, bool IsMost, string Format)
{
    public bool IsMet => IsMost ? Measured <= Accepted : Measured >= Accepted;

    public static Limit AtLeast(string what, double measured, double accepted, string format) => new(what, measured, accepted, IsMost: false, format);

    public static Limit AtMost(string what, double measured, double accepted, string format) => new(what, measured, accepted, IsMost: true, format);

    public string[] Row() => [What, ReportText.Number(Measured, Format), (IsMost ? "at most " : "at least ") + ReportText.Number(Accepted, Format), IsMet ? "yes" : "**no**"];
}
