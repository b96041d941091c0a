using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Terminal;

/// <summary>How good a state is; decides its colour.</summary>
internal enum Mood
{
    Idle,
    Busy,
    Good,
    Bad,
}

/// <summary>One copy of a resource as the table shows it.</summary>
internal sealed record ResourceRow(
    IResource Resource,
    string Id,
    string State,
    Mood Mood,
    string? Address,
    string? Page,
    int? Pid,
    DateTime? Since,
    string? Detail)
{
    /// <summary>Whether a command can end it; otherwise one can start it.</summary>
    public bool Runs => Mood is Mood.Good or Mood.Busy || State == RowState.Unhealthy;

    /// <summary>Whether it does what it should.</summary>
    public bool IsReady => Mood == Mood.Good;
}

/// <summary>The words in the column "state" that are not among Aspire's.</summary>
internal static class RowState
{
    public const string Unhealthy = "Unhealthy";
}
