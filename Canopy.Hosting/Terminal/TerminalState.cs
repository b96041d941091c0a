namespace Canopy.Hosting.Terminal;

/// <summary>What the user looks at.</summary>
/// <param name="Selected">Name of the chosen row.</param>
/// <param name="ShowsLog">Whether the log of that row fills the screen.</param>
/// <param name="LinesBack">How far the log is scrolled back; 0 follows the newest line.</param>
/// <param name="Message">What was done last.</param>
internal sealed record TerminalState(string? Selected = null, bool ShowsLog = false, int LinesBack = 0, string? Message = null);

/// <summary>What a key asks for beyond a change of view.</summary>
internal abstract record TerminalCommand
{
    public sealed record Quit : TerminalCommand;

    public sealed record Open(string Url) : TerminalCommand;

    /// <summary>A command to one copy of a resource: start, stop, restart.</summary>
    public sealed record Tell(string Id, string Command) : TerminalCommand;
}
