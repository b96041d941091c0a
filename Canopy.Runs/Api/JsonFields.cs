using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Canopy.Runs.Commands;

namespace Canopy.Runs.Api;

/// <summary>
/// Reads the members of one JSON object each for itself, so that one wrong member hides no other. What is left over at the end has
/// no meaning here, and is named.
/// </summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly string _prefix;
    private readonly FieldErrors _errors;

    public JsonFields(JsonElement value, string path, FieldErrors errors)
    {
        (_prefix, _errors) = (path.Length == 0 ? "" : path + ".", errors);
        foreach (var member in value.EnumerateObject())
        {
            _members[member.Name] = member.Value;
        }
    }

    /// <summary>The member, or the default when it is absent, null, or wrong; <paramref name="accepted"/> says what it must be.</summary>
    public T? Read<T>(string name, JsonTypeInfo<T> type, string accepted)
    {
        if (Find(name) is not { } value)
        {
            return default;
        }

        try
        {
            return value.Deserialize(type);
        }
        catch (JsonException exception)
        {
            // "$[3][1]" and "$.a.b" are relative to the member.
            var inside = exception.Path is { Length: > 1 } path ? path[1..] : "";
            _errors.Add(_prefix + name + inside, $"{_prefix}{name}{inside} cannot be read: {name} must be {accepted}.");
            return default;
        }
    }

    /// <summary>The members of an object, or null when it is absent or wrong.</summary>
    public JsonFields? ReadObject(string name, string accepted)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new JsonFields(value, _prefix + name, _errors);
        }

        _errors.Add(_prefix + name, $"{_prefix}{name} must be {accepted}.");
        return null;
    }

    /// <summary>All members, as numbers.</summary>
    public Dictionary<string, double> ReadNumbers()
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in _members)
        {
            _known.Add(name);
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
            {
                numbers[name] = number;
            }
            else
            {
                _errors.Add(_prefix + name, $"{_prefix}{name} must be a number.");
            }
        }

        return numbers;
    }

    public bool Has(string name) => _members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public void Require(string name, string accepted)
    {
        if (!Has(name))
        {
            _errors.Add(_prefix + name, $"{_prefix}{name} is missing; it must be {accepted}.");
        }
    }

    /// <summary>Names the members that were not asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var name in _members.Keys.Where(name => !_known.Contains(name)))
        {
            _errors.Add(_prefix + name, $"{_prefix}{name} is not known; the fields are {string.Join(", ", _known.Select(k => _prefix + k))}.");
        }
    }

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return Has(name) ? _members[name] : null;
    }
}
