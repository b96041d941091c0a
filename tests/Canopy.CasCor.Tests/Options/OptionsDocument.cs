using System.Globalization;
using System.Text;

namespace Canopy.CasCor.Tests.Options;

/// <summary>docs/options.md, written from the catalogue.</summary>
internal static class OptionsDocument
{
    public static string Write()
    {
        var text = new StringBuilder();
        text.AppendLine("""
            # Options

            Everything that, with the data and the seed, decides which network comes out. The path is the option's name in JSON, on the
            command line (`--set candidate.patience=12`) and in the page's form; in C# it is the property of `TrainingOptions` with the
            same words. Options marked ✎ can change while a run is under way.

            This page is written from the catalogue in the code (`OptionCatalogue`):
            `dotnet run --project tests/Canopy.CasCor.Tests -c Release -- options > docs/options.md`. A test compares them.
            """);

        foreach (IGrouping<string, OptionDescriptor> group in OptionCatalogue.All.GroupBy(o => o.Group))
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {group.Key}").AppendLine();
            text.AppendLine("| option | default | accepted | what it does | source of the default |");
            text.AppendLine("|---|---|---|---|---|");
            foreach (OptionDescriptor option in group)
                text.AppendLine(Row(option));
        }

        text.AppendLine().AppendLine("## Presets").AppendLine();
        text.AppendLine("What each sets differently from the defaults, which are the preset `fahlman-1990`. How `modern` was chosen: [benchmarks/presets.md](benchmarks/presets.md).").AppendLine();
        text.AppendLine("| preset | sets |");
        text.AppendLine("|---|---|");
        foreach ((string name, TrainingOptions preset) in TrainingPresets.All)
            text.AppendLine(CultureInfo.InvariantCulture, $"| `{name}` | {Differences(preset)} |");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Row(OptionDescriptor option)
    {
        string mark = option.CanChangeWhileRunning ? " ✎" : "";
        string condition = option.Condition is { } c ? $" With {c.Path} {string.Join(" or ", c.Choices)}." : "";
        return $"| `{option.Path}`{mark} | {OptionCatalogue.Display(new TrainingOptions(), option.Path)} | {Accepted(option)} | {option.Help}{condition} | {option.Source} |";
    }

    private static string Accepted(OptionDescriptor option)
    {
        if (option.Choices is { } choices)
            return (option.Type is "set" ? "one or more of " : "") + string.Join(", ", choices);

        string left = option.MinimumExclusive ? "(" : "[";
        return string.Create(CultureInfo.InvariantCulture, $"{option.Type} {left}{option.Minimum:0.######}, {option.Maximum:#,0.######}]");
    }

    private static string Differences(TrainingOptions preset)
    {
        string[] differences =
        [
            .. OptionCatalogue.All
                .Where(o => OptionCatalogue.Get(preset, o.Path) != OptionCatalogue.Get(new TrainingOptions(), o.Path))
                .Select(o => $"`{o.Path}` {OptionCatalogue.Display(preset, o.Path)}"),
        ];
        return differences.Length == 0 ? "nothing" : string.Join(", ", differences);
    }
}
