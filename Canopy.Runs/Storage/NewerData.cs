using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Commands;

namespace Canopy.Runs.Storage;

/// <summary>What is said of data that a newer Canopy wrote, and where it is refused: before anything is changed (docs/formats.md).</summary>
internal static class NewerData
{
    private const string Help = "A newer Canopy wrote it: use that version, or one after it.";

    private static string Us => $"this Canopy ({ProgramVersion.Text.Split('+')[0]})";

    private static string Accepted => RunFormat.Oldest == RunFormat.Newest ? $"format {RunFormat.Newest}" : $"formats {RunFormat.Oldest} to {RunFormat.Newest}";

    /// <summary>Why a run is not readable here; null where it is.</summary>
    /// <param name="format">As its record names it.</param>
    /// <param name="unknown">What its record holds besides.</param>
    public static string? Reason(int format, IReadOnlyCollection<string> unknown)
    {
        var holds = unknown.Count == 0 ? "" : $" It holds what {Us} does not know: {string.Join(", ", unknown)}.";
        return format < RunFormat.Oldest || format > RunFormat.Newest
            ? $"The run is kept in format {format}; {Us} reads {Accepted}.{holds} {Help}"
            : unknown.Count > 0 ? $"The run is kept in format {format}.{holds} {Help}" : null;
    }

    /// <exception cref="NewerFormatException">The run is not readable here.</exception>
    public static void Refuse(RunState state)
    {
        if (state.Description.Unreadable is { } reason)
        {
            throw new NewerFormatException(reason);
        }
    }

    /// <exception cref="NewerFormatException">The checkpoint is not readable here. One that is damaged is left to whoever restores it.</exception>
    public static void Refuse(StoredCheckpoint? checkpoint)
    {
        try
        {
            _ = checkpoint is null ? null : CheckpointInfo.Read(checkpoint.Bytes.Span);
        }
        catch (InvalidCheckpointException exception)
        {
            if (exception.IsNewer)
            {
                throw new NewerFormatException(Sentence(exception), exception);
            }
        }
    }

    /// <exception cref="NewerFormatException">The entry is of a kind that is not known here.</exception>
    public static void Refuse(LogEntry entry)
    {
        if (entry.Kind == EventKind.Unknown || !Enum.IsDefined(entry.Kind))
        {
            throw new NewerFormatException($"Entry {entry.Seq} of the run's log is of kind {(int)entry.Kind}, which {Us} does not know. {Help}");
        }
    }

    /// <exception cref="NewerFormatException">The options of an entry are not all known here.</exception>
    public static void Refuse(LogEntry entry, IReadOnlyCollection<string> unknown)
    {
        if (unknown.Count > 0)
        {
            throw new NewerFormatException($"Entry {entry.Seq} of the run's log holds what {Us} does not know: {string.Join(", ", unknown)}. {Help}");
        }
    }

    /// <summary>What the sender of a command is told whom the run's owner does not understand.</summary>
    public static string OfCommand(string command, int format)
        => $"The run is trained by a backend that does not know the command {command} of format {format}: {Us} reads commands of format {WaitingCommand.Format}. "
            + "Send it again when all backends are updated.";

    public static NewerFormatException OfData(string hash, Exception inner)
        => new($"The data {hash} are described in a way that {Us} does not know. {Help}", inner);

    public static string Sentence(InvalidCheckpointException exception) => $"{exception.Message} {Help}";
}
