using System.Reflection;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Canopy.Runs.Storage.Redis;
using Canopy.Testing;
using StackExchange.Redis;

namespace Canopy.Runs.Tests.Formats;

/// <summary>docs/formats.md has a row for each thing that is kept or sent, and none for what is not.</summary>
public sealed class FormatsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Programs.Root, "docs", "formats.md"));

    [Fact]
    public void Keys_OfTheStore_HaveARowEach()
    {
        var keys = typeof(RedisKeys).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(RedisKey)).Select(f => f.GetValue(null)!)
            .Concat(typeof(RedisKeys).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.ReturnType == typeof(RedisKey))
                .Select(m => m.Invoke(null, [m.GetParameters()[0].Name == "hash" ? "HASH" : TestRuns.UnknownId])!));

        Assert.Equal(keys.Select(key => key.ToString()!.Replace(TestRuns.UnknownId, "ID", StringComparison.Ordinal)).Order(StringComparer.Ordinal), Rows("key").Select(row => row[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Fields_OfTheRecord_AreAllNamed()
    {
        var fields = typeof(RunFields).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);
        var named = Between("Fields of the record: ", "A field that is not known").Split('`').Where((_, i) => i % 2 == 1);

        // Those that only scripts know.
        Assert.Equal(fields.Append("data").Append("commands").Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Channels_OfTheStore_AreNamed()
        => Assert.All([RedisKeys.Head(TestRuns.UnknownId).Replace(TestRuns.UnknownId, "ID", StringComparison.Ordinal), RedisKeys.Wake, RedisKeys.Answered], channel => Assert.Contains($"`{channel}`", Between("Channels: ", "carry"), StringComparison.Ordinal));

    [Fact]
    public void Kinds_OfEntries_HaveARowEach()
        => Assert.Equal(Enum.GetValues<EventKind>().Select(kind => ($"{(int)kind}", $"{kind}")), Rows("kind").Select(row => (row[0], row[1])));

    [Fact]
    public void Columns_OfEntries_HaveARowEach()
        => Assert.Equal(Enum.GetValues<EpochColumn>().Select(column => ($"{(int)column}", $"{column}")), Rows("column").Select(row => (row[0], row[1])));

    [Fact]
    public void CommandsAndStatuses_AreAllNamed()
    {
        var rows = Rows("what").Where(row => row[0] is "commands" or "statuses").ToDictionary(row => row[0], row => row[1].Split(", "));

        Assert.Equal(Enum.GetValues<RunCommandKind>().Select(RunMoves.Name), rows["commands"]);
        Assert.Equal(Enum.GetValues<RunStatus>().Except([RunStatus.Unknown]).Select(RunMoves.Name), rows["statuses"]);
    }

    [Fact]
    public void Numbers_OnThePage_AreThoseOfTheProgram()
    {
        Assert.Equal($"{RunFormat.Newest}", Between("Format of runs: **", "**"));
        Assert.Equal($"{FrameHeader.LayoutVersion}", Between("Layout of entries: **", "**"));
        Assert.Equal($"{WaitingCommand.Format}", Between("format of waiting commands: **", "**"));
        Assert.Equal($"{CheckpointInfo.NewestFormatVersion}", Between("| checkpoint (`.ckpt`) | **", "**"));
    }

    [Fact]
    public void Rows_AllOfThem_SayWhatIsDoneWithNewerData()
        => Assert.All(Rows("key"), row => Assert.True(row[5].Length > 0 || row[4] == "nobody yet", row[0]));

    /// <summary>Rows of the tables whose first column has this heading, without the marks for code.</summary>
    private static List<string[]> Rows(string heading)
    {
        var rows = new List<string[]>();
        var isInside = false;
        foreach (var line in Page.Split('\n'))
        {
            isInside = line.StartsWith($"| {heading} |", StringComparison.Ordinal) || (isInside && line.StartsWith('|'));
            if (isInside && !line.StartsWith($"| {heading} |", StringComparison.Ordinal) && !line.StartsWith("|---", StringComparison.Ordinal))
            {
                // A bar within a cell is escaped.
                var cells = line.Trim('|').Replace("\\|", "or", StringComparison.Ordinal).Split('|');
                rows.Add([.. cells.Select(cell => cell.Trim().Replace("`", "", StringComparison.Ordinal))]);
            }
        }

        return rows;
    }

    private static string Between(string before, string after)
    {
        var start = Page.IndexOf(before, StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page has no “{before}”.");
        start += before.Length;
        return Page[start..Page.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
