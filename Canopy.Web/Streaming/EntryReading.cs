using System.Text.Json;
using Canopy.Contracts;

namespace Canopy.Web.Streaming;

/// <summary>The little that a relay needs to know of an entry's payload.</summary>
internal static class EntryReading
{
    /// <summary>Whether the log starts anew with this entry.</summary>
    public static bool IsReset(LogEntry entry)
    {
        if (entry.Kind != EventKind.StatusChange)
        {
            return false;
        }

        try
        {
            return entry.Read(ContractsJson.Default.StatusChange).Details.Cause == "reset";
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether the entry is a weight sample in mid-phase, of which only the newest matters to who lags.</summary>
    public static bool IsSample(LogEntry entry)
    {
        if (entry.Kind != EventKind.Topology)
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(entry.Payload.Span);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("phase_end"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.False;
                }
            }
        }
        catch (JsonException)
        {
            // Kept as it is, like everything that we do not understand.
        }

        return false;
    }

    /// <summary>The columns of an epochs entry; null for all other kinds, and where they do not fit together.</summary>
    public static EpochColumns? Columns(LogEntry entry)
    {
        if (entry.Kind is not (EventKind.OutputEpochs or EventKind.CandidateEpochs))
        {
            return null;
        }

        try
        {
            var columns = EpochColumns.Parse(entry.Payload);
            return columns.Count > 0 ? columns : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
