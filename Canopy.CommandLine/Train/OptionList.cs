using System.Globalization;
using Canopy.CasCor;

namespace Canopy.CommandLine.Train;

/// <summary>What <c>canopy train --options</c> prints.</summary>
internal static class OptionList
{
    public static void Write(TextWriter output, string? preset)
    {
        var name = preset ?? TrainingPresets.Fahlman1990Name;
        var defaults = TrainingPresets.All[name];
        output.WriteLine($"Options for --set PATH=VALUE, with the values of preset {name}.");
        output.WriteLine($"Presets: {string.Join(", ", TrainingPresets.All.Keys)}.");
        foreach (var group in OptionCatalogue.All.GroupBy(d => d.Group))
        {
            output.WriteLine();
            output.WriteLine(group.Key);
            foreach (var option in group)
            {
                output.WriteLine($"  {option.Path} = {OptionCatalogue.Display(defaults, option.Path)}   ({Accepted(option)})");
                output.WriteLine($"      {option.Help}{When(option)}");
            }
        }
    }

    private static string When(OptionDescriptor option)
        => option.Condition is { } condition ? $" Matters with {condition.Path} {string.Join(" or ", condition.Choices)}." : "";

    private static string Accepted(OptionDescriptor option)
    {
        if (option.Choices is { } choices)
        {
            return (option.Type == "set" ? "one or more, with commas: " : "") + string.Join(", ", choices);
        }

        var opening = option.MinimumExclusive ? "above " : "";
        return string.Create(CultureInfo.InvariantCulture, $"{option.Type}, {opening}{option.Minimum:0.######} to {option.Maximum:0.######}");
    }
}
