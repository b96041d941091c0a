using System.Text.Json;
using Canopy.CasCor;

namespace Canopy.CommandLine.Train;

/// <summary>Training options as JSON, in groups by their paths, as the HTTP interface has them.</summary>
internal static class OptionsJson
{
    public static void Write(Utf8JsonWriter json, string name, TrainingOptions options)
    {
        json.WriteStartObject(name);
        foreach (var group in OptionCatalogue.All.GroupBy(GroupOf).OrderBy(g => g.Key.Length > 0))
        {
            if (group.Key.Length > 0)
            {
                json.WriteStartObject(group.Key);
            }

            foreach (var option in group)
            {
                WriteValue(json, option, options);
            }

            if (group.Key.Length > 0)
            {
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
    }

    /// <summary><c>candidate</c> of <c>candidate.patience</c>; empty for an option of the whole run.</summary>
    private static string GroupOf(OptionDescriptor option) => option.Path[..Math.Max(option.Path.IndexOf('.', StringComparison.Ordinal), 0)];

    private static void WriteValue(Utf8JsonWriter json, OptionDescriptor option, TrainingOptions options)
    {
        json.WritePropertyName(option.Path[(option.Path.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        if (option.Choices is null)
        {
            json.WriteNumberValue(OptionCatalogue.Get(options, option.Path));
        }
        else
        {
            json.WriteStringValue(OptionCatalogue.Display(options, option.Path));
        }
    }
}
