using System.Text.Json;
using System.Text.Json.Serialization;
using Canopy.CommandLine.Input;

namespace Canopy.CommandLine.Secrets.Values;

/// <summary>Which Secrets there are, one per program, and the keys of each: <c>deploy/secrets.json</c>, written by the generator.</summary>
internal sealed record SecretCatalogue(IReadOnlyList<CataloguedSecret> Secrets)
{
    public const string DefaultPath = "deploy/secrets.json";

    private const int Newest = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <summary>Of the file; those from before it was written are of version 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Every key once, in the order of the file; required where any program requires it.</summary>
    public IReadOnlyList<CataloguedKey> Keys =>
    [
        .. Secrets.SelectMany(s => s.Keys).GroupBy(k => k.Name, StringComparer.Ordinal)
            .Select(g => g.First() with { Required = g.Any(k => k.Required) }),
    ];

    /// <summary>The Secrets that have the key.</summary>
    public IReadOnlyList<CataloguedSecret> With(string key) => [.. Secrets.Where(s => s.Has(key))];

    /// <summary>The key; null, with the reason noted, when there is none of that name.</summary>
    public CataloguedKey? Find(string key, Mistakes mistakes)
    {
        if (Keys.FirstOrDefault(k => k.Name == key) is { } found)
        {
            return found;
        }

        mistakes.Add($"{key} is not a key of the catalogue; the keys are {string.Join(", ", Keys.Select(k => k.Name))}.");
        return null;
    }

    /// <summary>Reads it; null, with the reason noted, when it cannot be had.</summary>
    /// <param name="path">As the command line names it; null for the one of the repository that the caller, or this program, stands in.</param>
    public static SecretCatalogue? Read(string? path, Mistakes mistakes)
    {
        path ??= Above(Environment.CurrentDirectory) ?? Above(AppContext.BaseDirectory);
        if (path is null)
        {
            mistakes.Add($"There is no {DefaultPath} here or above; name it with --catalogue.");
            return null;
        }

        if (InputFile.ReadAll(path, mistakes) is not { } bytes)
        {
            return null;
        }

        try
        {
            var catalogue = JsonSerializer.Deserialize<SecretCatalogue>(bytes, Json);
            if (catalogue is { Version: not Newest })
            {
                mistakes.Add($"{path} has version {catalogue.Version}; this program reads version {Newest}. Use the program of the release that the file is from.");
                return null;
            }

            if (catalogue is { Secrets.Count: > 0 } && catalogue.Secrets.All(s => s.Keys.Count > 0))
            {
                return catalogue;
            }

            mistakes.Add($"{path} names no Secrets with keys.");
        }
        catch (JsonException exception)
        {
            mistakes.Add($"{path} is not a catalogue of Secrets: {exception.Message.Split('.')[0]}.");
        }

        return null;
    }

    private static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, DefaultPath);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}

/// <summary>One program's Secret.</summary>
/// <param name="Workload">Who reads it when it starts: <c>deployment/NAME</c> or <c>statefulset/NAME</c>.</param>
internal sealed record CataloguedSecret(string Name, string Workload, IReadOnlyList<CataloguedKey> Keys)
{
    public bool Has(string key) => Keys.Any(k => k.Name == key);
}

/// <summary>One key of a Secret.</summary>
/// <param name="Generate">How a value is made: <c>jwt</c> or <c>password</c>; null where the operator gives it.</param>
internal sealed record CataloguedKey(string Name, bool Required = false, string Description = "", string? Generate = null)
{
    /// <summary>What ends the name of a key that holds the value before, while both are accepted.</summary>
    public const string PreviousSuffix = "_PREVIOUS";

    [JsonIgnore]
    public bool IsPrevious => Name.EndsWith(PreviousSuffix, StringComparison.Ordinal);
}
