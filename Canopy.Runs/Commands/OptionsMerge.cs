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
                if (Read(descriptor, value) is { } accepted)
                {
                    target[name] = accepted;
                }
                else
                {
                    errors.Add(field, $"{option} is {Shorten(value)}; it must be {Accepted(descriptor)}.");
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

    /// <summary>The value as the options take it; null when it is none of this option's.</summary>
    private static JsonNode? Read(OptionDescriptor descriptor, JsonNode? value) => (descriptor.Type, value?.GetValueKind()) switch
    {
        ("set", JsonValueKind.String) => ReadSet(descriptor.Choices!, value!.GetValue<string>()),
        ("choice", JsonValueKind.String) => descriptor.Choices!.Contains(value!.GetValue<string>()) ? value.DeepClone() : null,
        ("integer" or "number", JsonValueKind.Number) => IsInRange(descriptor, value!) ? value!.DeepClone() : null,
        _ => null,
    };

    /// <summary>Names in the order of the choices, each once, however they were written.</summary>
    private static JsonValue? ReadSet(IReadOnlyList<string> choices, string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries);
        return names.All(choices.Contains) ? JsonValue.Create(string.Join(", ", choices.Where(names.Contains))) : null;
    }

    private static bool IsInRange(OptionDescriptor descriptor, JsonNode value)
    {
        if (!double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        // Within the range as well, so that an integer always fits the type that it is read into.
        var aboveMinimum = descriptor.MinimumExclusive ? number > descriptor.Minimum : number >= (descriptor.Minimum ?? double.MinValue);
        return aboveMinimum && number <= (descriptor.Maximum ?? double.MaxValue) && (descriptor.Type != "integer" || IsInteger(value));
    }

    /// <summary>A whole number that the engine's table, which holds doubles, keeps as it is.</summary>
    private static bool IsInteger(JsonNode value)
        => long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && (long)(double)whole == whole;

    private static string Accepted(OptionDescriptor descriptor)
    {
        if (descriptor.Choices is { } choices)
        {
            var names = string.Join(", ", choices);
            return descriptor.Type == "set" ? $"a text with one or more of {names}, separated by commas" : $"one of {names}";
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
