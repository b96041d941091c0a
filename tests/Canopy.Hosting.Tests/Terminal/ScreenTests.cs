using System.Text;
using Canopy.Hosting.Terminal;

namespace Canopy.Hosting.Tests.Terminal;

public sealed class ScreenTests
{
    [Fact]
    public void Show_SamePictureTwice_WritesNothingTheSecondTime()
    {
        using var output = new MemoryStream();
        using var screen = new Screen(output, colours: true);
        screen.Show(Lines("one", "two"), 40);
        var written = output.Length;

        screen.Show(Lines("one", "two"), 40);

        Assert.Equal(written, output.Length);
    }

    [Fact]
    public void Show_OneLineChanged_WritesThatLineOnly()
    {
        using var output = new MemoryStream();
        using var screen = new Screen(output, colours: true);
        screen.Show(Lines("one", "two"), 40);
        var before = (int)output.Length;

        screen.Show(Lines("one", "three"), 40);

        Assert.Equal("\e[?2026h\e[2;1Hthree\e[K\e[?2026l", Encoding.UTF8.GetString(output.ToArray(), before, (int)output.Length - before));
    }

    [Fact]
    public void Dispose_GivesTheTerminalBack()
    {
        using var output = new MemoryStream();
        new Screen(output, colours: true).Dispose();

        Assert.EndsWith("\e[?25h\e[?1049l", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    private static StyledLine[] Lines(params string[] texts) => [.. texts.Select(t => new StyledLine().Add(t))];
}
