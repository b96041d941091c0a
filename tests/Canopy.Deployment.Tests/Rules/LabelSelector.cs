using System.Text.Json.Nodes;
using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>matchLabels and matchExpressions, as the API server reads them.</summary>
internal static class LabelSelector
{
    /// <summary>True for an empty selector, and false for none at all.</summary>
    public static bool Matches(JsonNode? selector, IReadOnlyDictionary<string, string> labels) =>
        selector is not null
        && selector.Map("matchLabels").All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value)
        && selector.Items("matchExpressions").All(expression => Holds(expression, "key", labels));

    /// <summary>A Service's selector is a plain map, and selects nothing when it is empty.</summary>
    public static bool MatchesMap(IReadOnlyDictionary<string, string> selector, IReadOnlyDictionary<string, string> labels) =>
        selector.Count > 0 && selector.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    /// <summary>Whether one expression holds, whose key stands in the given field.</summary>
    public static bool Holds(JsonNode expression, string field, IReadOnlyDictionary<string, string> labels)
    {
        var key = expression.Text(field) ?? string.Empty;
        var has = labels.TryGetValue(key, out var value);
        return expression.Text("operator") switch
        {
            "In" => has && expression.Texts("values").Contains(value, StringComparer.Ordinal),
            "NotIn" => !has || !expression.Texts("values").Contains(value, StringComparer.Ordinal),
            "Exists" => has,
            "DoesNotExist" => !has,
            var other => throw new InvalidOperationException($"operator '{other}' is not In, NotIn, Exists or DoesNotExist"),
        };
    }
}
