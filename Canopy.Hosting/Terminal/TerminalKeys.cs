using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Terminal;

/// <summary>What each key does; no I/O, so that every key can be tried in a test.</summary>
internal static class TerminalKeys
{
    private const int Page = 15;

    public static (TerminalState State, TerminalCommand? Command) Press(TerminalState state, ConsoleKeyInfo key, IReadOnlyList<ResourceRow> rows)
    {
        var index = Math.Max(0, rows.ToList().FindIndex(r => r.Id == state.Selected));
        var row = rows.Count == 0 ? null : rows[index];
        state = state with { Selected = row?.Id, Message = null };
        return key.Key switch
        {
            ConsoleKey.Escape when state.ShowsLog => (state with { ShowsLog = false, LinesBack = 0 }, null),
            ConsoleKey.UpArrow => (state.ShowsLog ? Scroll(state, 1) : Select(state, rows, index - 1), null),
            ConsoleKey.DownArrow => (state.ShowsLog ? Scroll(state, -1) : Select(state, rows, index + 1), null),
            ConsoleKey.PageUp => (Scroll(state, Page), null),
            ConsoleKey.PageDown => (Scroll(state, -Page), null),
            ConsoleKey.End => (state with { LinesBack = 0 }, null),
            ConsoleKey.Enter => (state with { ShowsLog = !state.ShowsLog, LinesBack = 0 }, null),
            _ => PressLetter(state, char.ToLowerInvariant(key.KeyChar), rows, row),
        };
    }

    private static (TerminalState State, TerminalCommand? Command) PressLetter(TerminalState state, char letter, IReadOnlyList<ResourceRow> rows, ResourceRow? row) => letter switch
    {
        'q' when state.ShowsLog => (state with { ShowsLog = false, LinesBack = 0 }, null),
        'q' => (state with { Message = "stopping everything…" }, new TerminalCommand.Quit()),
        'l' => (state with { ShowsLog = !state.ShowsLog, LinesBack = 0 }, null),
        'r' when row is not null => Tell(state, row, KnownResourceCommands.RestartCommand, "restarting"),
        's' when row is { Runs: true } => Tell(state, row, KnownResourceCommands.StopCommand, "stopping"),
        's' when row is not null => Tell(state, row, KnownResourceCommands.StartCommand, "starting"),
        'o' when row is { Page: { } page } => (state with { Message = $"opening {page}" }, new TerminalCommand.Open(page)),
        'o' when row is not null => (state with { Message = $"{row.Id} has no page" }, null),
        >= '1' and <= '9' when letter - '1' < rows.Count => (state with { Selected = rows[letter - '1'].Id, LinesBack = 0 }, null),
        _ => (SelectByLetter(state, letter, rows), null),
    };

    private static (TerminalState State, TerminalCommand? Command) Tell(TerminalState state, ResourceRow row, string command, string doing) =>
        (state with { Message = $"{doing} {row.Id}…" }, new TerminalCommand.Tell(row.Id, command));

    private static TerminalState Scroll(TerminalState state, int lines) => state with { LinesBack = Math.Max(0, state.LinesBack + lines) };

    private static TerminalState Select(TerminalState state, IReadOnlyList<ResourceRow> rows, int index) =>
        rows.Count == 0 ? state : state with { Selected = rows[(index + rows.Count) % rows.Count].Id };

    /// <summary>The next row whose name begins with the letter, so that pressing it again goes on.</summary>
    private static TerminalState SelectByLetter(TerminalState state, char letter, IReadOnlyList<ResourceRow> rows)
    {
        var index = rows.ToList().FindIndex(r => r.Id == state.Selected);
        var next = Enumerable.Range(1, rows.Count)
            .Select(step => rows[(index + step) % rows.Count])
            .FirstOrDefault(r => char.ToLowerInvariant(r.Id[0]) == letter);
        return next is null ? state : state with { Selected = next.Id, LinesBack = 0 };
    }
}
