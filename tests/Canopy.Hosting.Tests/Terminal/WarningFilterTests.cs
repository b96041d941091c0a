using Canopy.Hosting.Terminal;

namespace Canopy.Hosting.Tests.Terminal;

public sealed class WarningFilterTests
{
    [Fact]
    public void Passes_ConsoleLog_WarningsWithTheLinesThatBelongToThem()
    {
        var filter = new WarningFilter(TimeProvider.System);
        string[] lines =
        [
            "info: Microsoft.Hosting.Lifetime[0]",
            "      Application started.",
            "warn: Canopy.Runs[3]",
            "      The store is slow.",
            "      Still.",
            "dbug: Canopy.Runs[4]",
            "      Nothing.",
            "fail: Canopy.Runs[5]",
            "      The store is gone.",
            "a line of somebody else",
        ];

        var passed = lines.Where(l => filter.Passes(l, out _));

        Assert.Equal(["warn: Canopy.Runs[3]", "      The store is slow.", "      Still.", "fail: Canopy.Runs[5]", "      The store is gone."], passed);
    }

    [Fact]
    public void Passes_Flood_IsCutWithOneNote()
    {
        var filter = new WarningFilter(TimeProvider.System);
        var notes = 0;

        var passed = Enumerable.Range(0, 1_000).Count(_ =>
        {
            var result = filter.Passes("warn: again", out var note);
            notes += note is null ? 0 : 1;
            return result;
        });

        Assert.Equal(40, passed);
        Assert.Equal(1, notes);
    }
}
