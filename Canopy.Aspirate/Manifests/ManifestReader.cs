using System.Text.Json;

namespace Canopy.Aspirate.Manifests;

/// <summary>Reads a manifest, and says where it is damaged.</summary>
public static class ManifestReader
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the file.</summary>
    /// <exception cref="ManifestException">The file cannot be read or is no manifest; the message names the field.</exception>
    public static Manifest ReadFile(string path)
    {
        try
        {
            return Read(File.ReadAllText(path)) with { Folder = Path.GetDirectoryName(Path.GetFullPath(path)) };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ManifestException(path, $"the manifest cannot be read: {e.Message}");
        }
    }

    /// <inheritdoc cref="ReadFile"/>
    public static Manifest Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Options);
            var resources = new JsonField(json.RootElement, "$").Member("resources")
                ?? throw new ManifestException("resources", "is missing; this is no Aspire manifest.");
            return new Manifest([.. resources.Members().Select(ReadResource)]);
        }
        catch (JsonException e)
        {
            throw new ManifestException("manifest", $"is not valid JSON: {e.Message}");
        }
    }

    private static ManifestResource ReadResource((string Name, JsonField Field) member)
    {
        var (name, field) = member;
        ResourceNames.Check(name, field.Path);
        var type = field.Member("type")?.Text() ?? throw new ManifestException($"{field.Path}.type", "is missing.");
        var resource = new ManifestResource(name, type)
        {
            Path = type.StartsWith("project.", StringComparison.Ordinal) ? field.Member("path")?.Text() : null,
            Image = field.Member("image")?.Text(),
            Entrypoint = field.Member("entrypoint")?.Text(),
            ConnectionString = field.Member("connectionString")?.Text(),
            Value = field.Member("value")?.Text(),
            Input = type is "parameter.v0" ? ReadInput(field) : null,
            Args = [.. (field.Member("args")?.Items() ?? []).Select(a => a.Text())],
            Env = [.. (field.Member("env")?.Members() ?? []).Select(ReadVariable)],
            Bindings = [.. (field.Member("bindings")?.Members() ?? []).Select(ReadBinding)],
            Volumes = [.. (field.Member("volumes")?.Items() ?? []).Select((v, i) => ReadMount(v, "name", $"{name}-volume-{i}"))],
            BindMounts = [.. (field.Member("bindMounts")?.Items() ?? []).Select(m => ReadMount(m, "source", null))],
        };
        return resource is { Type: "container.v0", Image: null }
            ? throw new ManifestException($"{field.Path}.image", "is missing; a container.v0 has an image.")
            : resource;
    }

    private static ManifestInput ReadInput(JsonField resource)
    {
        var input = resource.Member("inputs")?.Member("value") ?? throw new ManifestException($"{resource.Path}.inputs.value", "is missing.");
        var source = input.Member("default");
        return new(input.Member("secret")?.Flag() ?? false, source?.Member("generate") is not null, source?.Member("value")?.Text());
    }

    private static KeyValuePair<string, string> ReadVariable((string Name, JsonField Field) member) =>
        member.Name.Length > 0 && member.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')
            ? new(member.Name, member.Field.Text())
            : throw new ManifestException(member.Field.Path, "the name of a variable has letters, digits, '_', '.' and '-' only.");

    private static ManifestBinding ReadBinding((string Name, JsonField Field) member)
    {
        var (name, field) = member;
        ResourceNames.Check(name, field.Path);
        return new(
            name,
            field.Member("scheme")?.Text() ?? throw new ManifestException($"{field.Path}.scheme", "is missing."),
            field.Member("protocol")?.OneOf("tcp", "udp") ?? "tcp",
            field.Member("port")?.Port(),
            field.Member("targetPort")?.Port(),
            field.Member("external")?.Flag() ?? false);
    }

    private static ManifestMount ReadMount(JsonField field, string sourceKey, string? unnamed) => new(
        field.Member(sourceKey)?.Text() ?? unnamed ?? throw new ManifestException($"{field.Path}.{sourceKey}", "is missing."),
        field.Member("target")?.Text() ?? throw new ManifestException($"{field.Path}.target", "is missing."),
        field.Member("readOnly")?.Flag() ?? false);
}
