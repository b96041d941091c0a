using Canopy.Hosting.Logs;
using Canopy.Hosting.Terminal;

namespace Canopy.Hosting.Tests.Terminal;

public sealed class TerminalViewTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Draw_ThreeResources_IsATable()
    {
        var lines = Draw(Picture(new TerminalState("backend")), 100, 10);

        Assert.Equal(
            [
                " Canopy is ready: http://localhost:8050   2 of 3 running",
                "",
                "   Resource State         Address               Pid      Since",
                "   cache    Running       localhost:16000       11       5 s",
                " › backend  Unhealthy     http://localhost:8000 12       2 min    /readyz answered 503, expected 200",
                "   web      Running       http://localhost:8050 13       3 h",
            ],
            lines.Take(6));
        Assert.Equal(" ↑↓ select   r restart   s stop   l log   o open   q quit", lines[^1]);
        Assert.Equal(10, lines.Count);
    }

    [Fact]
    public void Draw_UnwellResourceSelected_ShowsItsLastWords()
    {
        var lines = Draw(Picture(new TerminalState("backend"), log: ["one", "two", "three"]), 100, 14);

        Assert.Contains(" backend: /readyz answered 503, expected 200", lines);
        Assert.Contains(" │ three", lines);
    }

    [Fact]
    public void Draw_Log_ShowsTheNewestLinesOrThoseScrolledTo()
    {
        string[] log = [.. Enumerable.Range(1, 100).Select(i => $"line {i}")];

        var newest = Draw(Picture(new TerminalState("web", ShowsLog: true), log), 60, 12);
        var older = Draw(Picture(new TerminalState("web", ShowsLog: true, LinesBack: 10), log), 60, 12);
        var oldest = Draw(Picture(new TerminalState("web", ShowsLog: true, LinesBack: 1_000), log), 60, 12);

        Assert.StartsWith(" Log of web", newest[1], StringComparison.Ordinal);
        Assert.Contains(" line 100", newest);
        Assert.Contains(" line 90", older);
        Assert.DoesNotContain(" line 91", older);
        Assert.Contains(" line 1", oldest);
    }

    [Theory]
    [InlineData(20, 8)]
    [InlineData(40, 5)]
    [InlineData(200, 60)]
    public void Draw_AnySize_FitsTheScreen(int width, int height)
    {
        foreach (var state in (TerminalState[])[new("backend"), new("backend", ShowsLog: true)])
        {
            var lines = TerminalView.Draw(Picture(state, ["a line that is longer than a narrow screen can show at once"]), width, height);

            Assert.Equal(height, lines.Count);
            Assert.All(lines, l => Assert.True(l.Render(width, colours: false).Replace("\e[7m", "", StringComparison.Ordinal).Replace("\e[0m", "", StringComparison.Ordinal).Length <= width));
        }
    }

    private static IReadOnlyList<string> Draw(TerminalPicture picture, int width, int height) =>
        [.. TerminalView.Draw(picture, width, height).Select(l => l.ToString().TrimEnd())];

    private static TerminalPicture Picture(TerminalState state, string[]? log = null) => new(
        "Canopy",
        "http://localhost:8050",
        IsReady: true,
        [
            Row("cache", "Running", Mood.Good, "localhost:16000", 11, Now.AddSeconds(-5), null),
            Row("backend", "Unhealthy", Mood.Bad, "http://localhost:8000", 12, Now.AddMinutes(-2), "/readyz answered 503, expected 200"),
            Row("web", "Running", Mood.Good, "http://localhost:8050", 13, Now.AddHours(-3), null),
        ],
        state,
        [.. (log ?? []).Select((text, i) => new LogLine(i + 1, text, IsError: false))],
        "logs/web.log",
        Now);

    private static ResourceRow Row(string id, string state, Mood mood, string address, int pid, DateTime since, string? detail) =>
        new(new ExecutableResource(id, "true", "/"), id, state, mood, address, address, pid, since, detail);
}
