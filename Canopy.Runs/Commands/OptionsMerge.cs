using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Canopy.CasCor;
using Canopy.Contracts;

namespace Canopy.Runs.Commands;

/// <summary>Changes some options and leaves the others; whatever is no option, or of another type, is named.</summary>
internal static class OptionsMerge
{
    /// <summary>
    /// <paramref name="current"/> with <paramref name="changes"/>, which have the JSON form of the options. Types are checked here;
    /// ranges are left to <see cref="OptionCatalogue"/>.
    /// </summary>
    public static TrainingOptions Apply(TrainingOptions current, JsonObject changes, string path, FieldErrors errors)
    {
        var merged = JsonSerializer.SerializeToNode(current, ContractsJson.Default.TrainingOptions)!.AsObject();
        Merge(merged, changes, path, "", errors);
        return merged.Deserialize(ContractsJson.Default.TrainingOptions)!;
    }

    private static void Merge(JsonObject target, JsonObject changes, string path, string prefix, FieldErrors errors)
    {
        foreach (var (name, value) in changes)
        {
            var option = prefix + name;
            var field = $"{path}.{option}";
            if (OptionCatalogue.All.FirstOrDefault(d => d.Path == option) is { } descriptor)
            {
                if (Accepts(descriptor, value, out var refusal))
                {
                    target[name] = value!.DeepClone();
                }
                else
                {
                    errors.Add(field, refusal);
                }
            }
            else if (target[name] is JsonObject group)
            {
                if (value is JsonObject members)
                {
                    Merge(group, members, path, option + ".", errors);
                }
                else
                {
                    errors.Add(field, $"{option} must be an object with the options of that phase.");
                }
            }
            else
            {
                errors.Add(field, $"{option} is not an option. The options are {string.Join(", ", OptionCatalogue.All.Select(d => d.Path))}.");
            }
        }
    }

    private static bool Accepts(OptionDescriptor descriptor, JsonNode? value, out string refusal)
    {
        refusal = $"{descriptor.Path} is {Shorten(value)}; it must be {Accepted(descriptor)}.";
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        if (descriptor.Type == "choice")
        {
            return kind == JsonValueKind.String && descriptor.Choices!.Contains(value!.GetValue<string>());
        }

        if (kind != JsonValueKind.Number || !double.TryParse(value!.ToJsonString(), CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        // Within the range as well, so that an integer always fits the type that it is read into.
        var aboveMinimum = descriptor.MinimumExclusive ? number > descriptor.Minimum : number >= (descriptor.Minimum ?? double.MinValue);
        return aboveMinimum && number <= (descriptor.Maximum ?? double.MaxValue) && (descriptor.Type != "integer" || IsInteger(value));
    }

    private static bool IsInteger(JsonNode value) => long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static string Accepted(OptionDescriptor descriptor)
    {
        if (descriptor.Choices is { } choices)
        {
            return $"one of {string.Join(", ", choices)}";
        }

        var kind = descriptor.Type == "integer" ? "a whole number" : "a number";
        var minimum = descriptor.MinimumExclusive ? $"over {descriptor.Minimum:#,0.######}" : $"from {descriptor.Minimum:#,0.######}";
        return $"{kind} {minimum} to {descriptor.Maximum:#,0.######}";
    }

    private static string Shorten(JsonNode? value)
    {
        var text = value?.ToJsonString() ?? "null";
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
