using Canopy.Hosting.Terminal;

namespace Canopy.Hosting.Tests.Terminal;

public sealed class TerminalKeysTests
{
    private static readonly IReadOnlyList<ResourceRow> Rows = [Row("cache"), Row("backend", page: "http://localhost:8000"), Row("broken", Mood.Bad, "Exited"), Row("web")];

    [Theory]
    [InlineData(ConsoleKey.DownArrow, "cache", "backend")]
    [InlineData(ConsoleKey.UpArrow, "cache", "web")]
    [InlineData(ConsoleKey.DownArrow, "web", "cache")]
    public void Arrows_SelectTheNeighbourAndGoRound(ConsoleKey key, string before, string after) =>
        Assert.Equal(after, Press(new TerminalState(before), new ConsoleKeyInfo('\0', key, false, false, false)).State.Selected);

    [Theory]
    [InlineData('w', "cache", "web")]
    [InlineData('b', "cache", "backend")]
    [InlineData('b', "backend", "broken")]
    [InlineData('B', "broken", "backend")]
    [InlineData('x', "broken", "broken")]
    [InlineData('3', "cache", "broken")]
    [InlineData('9', "cache", "cache")]
    public void Letters_SelectByName(char letter, string before, string after) =>
        Assert.Equal(after, Press(new TerminalState(before), Letter(letter)).State.Selected);

    [Theory]
    [InlineData('r', "backend", "restart")]
    [InlineData('s', "backend", "stop")]
    [InlineData('s', "broken", "start")]
    [InlineData('r', "broken", "restart")]
    public void Commands_GoToTheSelectedResource(char letter, string selected, string command) =>
        Assert.Equal(new TerminalCommand.Tell(selected, command), Press(new TerminalState(selected), Letter(letter)).Command);

    [Fact]
    public void Open_ResourceWithAPage_OpensIt() =>
        Assert.Equal(new TerminalCommand.Open("http://localhost:8000"), Press(new TerminalState("backend"), Letter('o')).Command);

    [Fact]
    public void Open_ResourceWithoutAPage_SaysSo()
    {
        var (state, command) = Press(new TerminalState("cache"), Letter('o'));

        Assert.Null(command);
        Assert.Equal("cache has no page", state.Message);
    }

    [Fact]
    public void Log_OpensScrollsAndCloses()
    {
        var open = Press(new TerminalState("web"), Letter('l')).State;
        var scrolled = Press(open, new ConsoleKeyInfo('\0', ConsoleKey.PageUp, false, false, false)).State;
        var closed = Press(scrolled, Letter('q'));

        Assert.True(open.ShowsLog);
        Assert.Equal(15, scrolled.LinesBack);
        Assert.Equal("web", scrolled.Selected);
        Assert.Null(closed.Command);
        Assert.Equal(new TerminalState("web"), closed.State);
    }

    [Fact]
    public void Quit_Quits() => Assert.IsType<TerminalCommand.Quit>(Press(new TerminalState("web"), Letter('q')).Command);

    [Fact]
    public void AnyKey_NoResources_IsHarmless() =>
        Assert.All("rslo1wq", letter => TerminalKeys.Press(new TerminalState(), Letter(letter), []));

    private static (TerminalState State, TerminalCommand? Command) Press(TerminalState state, ConsoleKeyInfo key) => TerminalKeys.Press(state, key, Rows);

    private static ConsoleKeyInfo Letter(char letter) => new(letter, char.IsAsciiLetter(letter) ? Enum.Parse<ConsoleKey>(letter.ToString(), ignoreCase: true) : ConsoleKey.None, false, false, false);

    private static ResourceRow Row(string id, Mood mood = Mood.Good, string state = "Running", string? page = null) =>
        new(new ExecutableResource(id, "true", "/"), id, state, mood, page, page, null, null, null);
}
