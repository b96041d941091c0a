namespace Canopy.Runs.Commands;

/// <summary>Sizes and ranges of what a request may hold.</summary>
internal static class RunLimits
{
    public const int NameLength = 100;
    public const int NoteLength = 2000;
    public const int Tags = 20;
    public const int TagLength = 40;
    public const int CommandIdLength = 128;

    /// <summary>What a JavaScript number holds exactly.</summary>
    public const long MaxSeed = (1L << 53) - 1;

    public const double MinPace = 0.1;
    public const double MaxPace = 1_000_000;

    public static bool IsPace(double pace) => pace == 0 || pace is >= MinPace and <= MaxPace;
}
