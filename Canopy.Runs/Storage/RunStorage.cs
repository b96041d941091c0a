namespace Canopy.Runs.Storage;

/// <summary>Bounds that both stores keep.</summary>
internal static class RunStorage
{
    /// <summary>How long the answer to a command id is kept for repeats, and what the key of a creation has made.</summary>
    public static readonly TimeSpan AnswersKept = TimeSpan.FromHours(24);

    /// <summary>Answers of one run that are kept at most; the oldest go first.</summary>
    public const int MaxAnswers = 1000;

    /// <summary>Commands that may wait for one owner.</summary>
    public const int MaxInbox = 100;

    /// <summary>Checkpoints of installed units that one run may keep. Beyond it, only the newest checkpoint is kept.</summary>
    public const long MaxUnitsBytes = 4 << 20;
}
