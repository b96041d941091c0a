using System.Text.Json;
using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Genuine;

/// <summary><c>aspirate.json</c>: what Aspirate knows of images where its command line says nothing.</summary>
/// <param name="Registry">Registry of the images that are built.</param>
/// <param name="RepositoryPrefix">Stands between registry and name of such an image.</param>
/// <param name="Tags">Tags of such an image; files name the first.</param>
public sealed record AspirateSettings(string? Registry, string? RepositoryPrefix, IReadOnlyList<string> Tags)
{
    /// <summary>Its name, in the AppHost's folder.</summary>
    public const string FileName = "aspirate.json";

    /// <summary>Reads the folder's file; without one nothing is known.</summary>
    /// <exception cref="ManifestException">The file is damaged; the message names the field.</exception>
    public static AspirateSettings Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return new(null, null, []);
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            var settings = new JsonField(json.RootElement, "$").Member("ContainerSettings");
            return new(
                settings?.Member("Registry")?.Text(),
                settings?.Member("RepositoryPrefix")?.Text(),
                [.. (settings?.Member("Tags")?.Items() ?? []).Select(t => t.Text())]);
        }
        catch (JsonException e)
        {
            throw new ManifestException(path, $"is not valid JSON: {e.Message}");
        }
    }
}
