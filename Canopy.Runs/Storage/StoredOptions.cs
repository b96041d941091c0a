using System.Text.Json;
using Canopy.CasCor;

namespace Canopy.Runs.Storage;

/// <summary>
/// Options as records and logs hold them. One that is not stored takes its default, which means what was done before there was such
/// an option. One that is not known, or has a value that is not, is never left out in silence: training without it would lead to
/// another network.
/// </summary>
internal static class StoredOptions
{
    /// <summary>The options as far as they are known; the paths of the others are added to <paramref name="unknown"/>.</summary>
    public static TrainingOptions Read(string json, ICollection<string> unknown)
    {
        try
        {
            using var options = JsonDocument.Parse(json);
            return Read(new TrainingOptions(), options.RootElement, "", unknown);
        }
        catch (JsonException)
        {
            Add(unknown, "options");
            return new TrainingOptions();
        }
    }

    private static TrainingOptions Read(TrainingOptions options, JsonElement value, string path, ICollection<string> unknown)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    options = Read(options, member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", unknown);
                }

                return options;
            case JsonValueKind.Number or JsonValueKind.String:
                try
                {
                    return OptionCatalogue.Parse(options, path, value.ToString());
                }
                catch (InvalidOptionsException)
                {
                    Add(unknown, $"options.{path}");
                    return options;
                }

            default:
                Add(unknown, $"options.{path}");
                return options;
        }
    }

    /// <summary>Once, though a record has options twice.</summary>
    private static void Add(ICollection<string> unknown, string name)
    {
        if (!unknown.Contains(name))
        {
            unknown.Add(name);
        }
    }
}
