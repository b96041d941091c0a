using System.Text.Json;

namespace Canopy.Aspirate.Manifests;

/// <summary>A value in a JSON document that knows where it stands, so that errors can name it.</summary>
internal sealed record JsonField(JsonElement Value, string Path)
{
    public JsonField? Member(string name) =>
        Of(JsonValueKind.Object, "an object").TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? new JsonField(member, Below(name))
            : null;

    public IEnumerable<(string Name, JsonField Field)> Members() =>
        Of(JsonValueKind.Object, "an object").EnumerateObject().Select(m => (m.Name, new JsonField(m.Value, Below(m.Name)))).ToArray();

    public IEnumerable<JsonField> Items() =>
        Of(JsonValueKind.Array, "a list").EnumerateArray().Select((item, i) => new JsonField(item, $"{Path}[{i}]")).ToArray();

    public string Text() => Of(JsonValueKind.String, "a text").GetString()!;

    public string OneOf(params string[] accepted) =>
        accepted.Contains(Text(), StringComparer.Ordinal) ? Text() : throw new ManifestException(Path, $"'{Text()}' is not one of {string.Join(", ", accepted)}.");

    public bool Flag() => Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Value.GetBoolean() : throw Wrong("true or false");

    public int Port() => Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var port) && port is > 0 and <= 65535
        ? port
        : throw Wrong("a port from 1 to 65535");

    private string Below(string name) => Path == "$" ? name : $"{Path}.{name}";

    private JsonElement Of(JsonValueKind kind, string what) => Value.ValueKind == kind ? Value : throw Wrong(what);

    private ManifestException Wrong(string expected) => new(Path, $"must be {expected}, and is {Value.GetRawText()[..Math.Min(Value.GetRawText().Length, 40)]}.");
}
