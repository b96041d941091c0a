using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Logs;

namespace Canopy.Hosting.Terminal;

/// <summary>Everything that one picture shows.</summary>
internal sealed record TerminalPicture(
    string Title,
    string? ReadyPage,
    bool IsReady,
    IReadOnlyList<ResourceRow> Rows,
    TerminalState State,
    IReadOnlyList<LogLine> Log,
    string? LogPath,
    DateTime Now);

/// <summary>Draws a picture as lines of text; no I/O, so that it can be read in a test.</summary>
internal static class TerminalView
{
    private const int PidWidth = 8;
    private const int SinceWidth = 8;

    // Why something is not well matters more than its number.
    private const int LeastDetail = 24;
    private const int HeaderLines = 3;
    private const int FooterLines = 2;

    public static IReadOnlyList<StyledLine> Draw(TerminalPicture picture, int width, int height)
    {
        List<StyledLine> lines = [Title(picture), new()];
        var body = Math.Max(0, height - HeaderLines - FooterLines);
        if (picture.State.ShowsLog)
        {
            DrawLog(lines, picture, body + 1);
        }
        else
        {
            DrawTable(lines, picture, width);
            DrawLastWords(lines, picture, height - FooterLines);
        }

        while (lines.Count < height - 1)
        {
            lines.Add(new StyledLine());
        }

        if (picture.State.Message is { } message)
        {
            lines[height - 2] = new StyledLine().Add($" {message}", Style.Yellow);
        }

        return [.. lines.Take(height - 1), Footer(picture)];
    }

    private static StyledLine Title(TerminalPicture picture)
    {
        var line = new StyledLine().Add($" {picture.Title}", Style.Bold);
        var ready = picture.Rows.Count(r => r.IsReady);
        if (picture.IsReady)
        {
            line.Add(" is ready", Style.Green).Add(picture.ReadyPage is { } page ? $": {page}" : string.Empty, Style.Bold);
        }

        return line.Add($"   {ready} of {picture.Rows.Count} running", Style.Dim);
    }

    private static void DrawTable(List<StyledLine> lines, TerminalPicture picture, int width)
    {
        var nameWidth = Longest(picture.Rows, r => r.Id, "Resource");
        var stateWidth = Longest(picture.Rows, r => r.State, KnownResourceStates.FailedToStart);
        var addressWidth = Longest(picture.Rows, r => r.Address, "Address");
        var showsPid = width - nameWidth - stateWidth - addressWidth - SinceWidth - PidWidth > LeastDetail;
        lines.Add(new StyledLine()
            .Add("   ")
            .AddColumn("Resource", nameWidth, Style.Dim)
            .AddColumn("State", stateWidth, Style.Dim)
            .AddColumn("Address", addressWidth, Style.Dim)
            .AddColumn(showsPid ? "Pid" : string.Empty, showsPid ? PidWidth : -1, Style.Dim)
            .AddColumn("Since", SinceWidth, Style.Dim));
        foreach (var row in picture.Rows)
        {
            var selected = row.Id == picture.State.Selected;
            var line = new StyledLine()
                .Add(selected ? " › " : "   ", Style.Bold)
                .AddColumn(row.Id, nameWidth, selected ? Style.Selected : Style.Plain)
                .AddColumn(row.State, stateWidth, StyleOf(row.Mood))
                .AddColumn(row.Address ?? string.Empty, addressWidth)
                .AddColumn(showsPid ? row.Pid?.ToString() ?? string.Empty : string.Empty, showsPid ? PidWidth : -1, Style.Dim)
                .AddColumn(row.Since is { } since ? Ago(picture.Now - since) : string.Empty, SinceWidth, Style.Dim);
            lines.Add(row.Detail is { } detail ? line.Add(detail, row.Mood == Mood.Bad ? Style.Red : Style.Dim) : line);
        }
    }

    /// <summary>What a resource that is not well wrote last, beneath the table.</summary>
    private static void DrawLastWords(List<StyledLine> lines, TerminalPicture picture, int end)
    {
        var chosen = picture.Rows.FirstOrDefault(r => r.Id == picture.State.Selected);
        var room = end - lines.Count - 3;
        if (chosen?.Mood != Mood.Bad || room < 1)
        {
            return;
        }

        lines.Add(new StyledLine());
        if (chosen.Detail is { } detail)
        {
            lines.Add(new StyledLine().Add($" {chosen.Id}: {detail}", Style.Red));
        }

        lines.AddRange(picture.Log.TakeLast(room).Select(l => new StyledLine().Add($" │ {l.Text}", Style.Dim)));
    }

    private static void DrawLog(List<StyledLine> lines, TerminalPicture picture, int room)
    {
        lines[1] = new StyledLine().Add($" Log of {picture.State.Selected}", Style.Bold).Add(picture.LogPath is { } path ? $"   {path}" : string.Empty, Style.Dim);
        var back = Math.Min(picture.State.LinesBack, Math.Max(0, picture.Log.Count - room));
        lines.AddRange(picture.Log.SkipLast(back).TakeLast(room).Select(l => new StyledLine().Add($" {l.Text}", StyleOf(l))));
    }

    private static StyledLine Footer(TerminalPicture picture)
    {
        string[] keys = picture.State.ShowsLog
            ? ["↑↓ scroll", "End newest", "r restart", "Esc back"]
            : ["↑↓ select", "r restart", StopOrStart(picture), "l log", "o open", "q quit"];
        return new StyledLine().Add($" {string.Join("   ", keys)}", Style.Dim);
    }

    private static string StopOrStart(TerminalPicture picture) =>
        picture.Rows.FirstOrDefault(r => r.Id == picture.State.Selected) is { Runs: false } ? "s start" : "s stop";

    private static int Longest(IReadOnlyList<ResourceRow> rows, Func<ResourceRow, string?> text, string heading) =>
        rows.Select(r => text(r)?.Length ?? 0).Append(heading.Length).Max();

    private static Style StyleOf(Mood mood) => mood switch
    {
        Mood.Good => Style.Green,
        Mood.Busy => Style.Yellow,
        Mood.Bad => Style.Red,
        _ => Style.Dim,
    };

    private static Style StyleOf(LogLine line) =>
        line.Text.StartsWith("fail:", StringComparison.Ordinal) || line.Text.StartsWith("crit:", StringComparison.Ordinal) || line.Text.StartsWith("Unhandled exception", StringComparison.Ordinal) ? Style.Red :
        line.Text.StartsWith("warn:", StringComparison.Ordinal) ? Style.Yellow :
        Style.Plain;

    private static string Ago(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, (int)time.TotalSeconds)} s",
        { TotalMinutes: < 60 } => $"{(int)time.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)time.TotalHours} h",
        _ => $"{(int)time.TotalDays} days",
    };
}
