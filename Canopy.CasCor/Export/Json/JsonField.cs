using System.Text.Json;

namespace Canopy.CasCor.Export.Json;

/// <summary>A value of a JSON document and its path; what it should be and is not is said with that path.</summary>
internal readonly struct JsonField(JsonElement value, string path)
{
    /// <summary>The members of an object by name: all of the names, and no others.</summary>
    public Dictionary<string, JsonField> Members(params ReadOnlySpan<string> names)
    {
        if (value.ValueKind is not JsonValueKind.Object)
            throw Wrong("an object");

        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (!IsOneOf(names, member))
                throw new InvalidModelException($"{Where} has a field that is not known there; known are {string.Join(", ", names.ToArray())}.");
        }

        var fields = new Dictionary<string, JsonField>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            string inner = path.Length == 0 ? name : $"{path}.{name}";
            fields[name] = value.TryGetProperty(name, out JsonElement member)
                ? new JsonField(member, inner)
                : throw new InvalidModelException($"{inner} is missing.");
        }

        return fields;
    }

    public JsonField[] Items(int maximum)
    {
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() > maximum)
            throw Wrong($"a list of at most {maximum:N0} entries");

        var items = new JsonField[value.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            items[i] = new JsonField(item, $"{path}[{i}]");
            i++;
        }

        return items;
    }

    public float[] Floats(int count)
    {
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() != count)
            throw Wrong($"a list of {count} numbers");

        float[] numbers = new float[count];
        int i = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.Number || !item.TryGetSingle(out numbers[i]) || !float.IsFinite(numbers[i]))
                throw new InvalidModelException($"{Where}[{i}] must be a number that float32 can hold.");
            i++;
        }

        return numbers;
    }

    public string[] Texts(int maximum) => Array.ConvertAll(Items(maximum), item => item.Text());

    public int Int(int minimum, int maximum)
    {
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt32(out int number) || number < minimum || number > maximum)
            throw Wrong($"an integer from {minimum} to {maximum:N0}");
        return number;
    }

    public T Choice<T>()
        where T : struct, Enum
        => EnumNames<T>.TryParse(Text(), out T choice) ? choice : throw Wrong($"one of {EnumNames<T>.All}");

    public string Text()
    {
        if (value.ValueKind is not JsonValueKind.String)
            throw Wrong("a text");

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8.
            throw new InvalidModelException($"{Where} is not a text with a UTF-8 form; JSON exported by Canopy is accepted.", e);
        }
    }

    public bool IsNull => value.ValueKind is JsonValueKind.Null;

    private string Where => path.Length == 0 ? "The model" : path;

    public InvalidModelException Wrong(string expected) => new($"{Where} must be {expected}.");

    private static bool IsOneOf(ReadOnlySpan<string> names, JsonProperty member)
    {
        foreach (string name in names)
        {
            if (member.NameEquals(name))
                return true;
        }

        return false;
    }
}
