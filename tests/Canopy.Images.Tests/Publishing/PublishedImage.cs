using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Canopy.Images.Tests.Publishing;

/// <summary>An image that <c>dotnet publish -t:PublishContainer</c> wrote, unpacked: what its base has is not in it.</summary>
internal sealed class PublishedImage
{
    private PublishedImage(string project, string folder, JsonElement manifest, JsonElement config)
    {
        Project = project;
        Folder = folder;
        RepoTags = [.. manifest.GetProperty(nameof(RepoTags)).EnumerateArray().Select(tag => tag.GetString()!)];
        Config = config.GetProperty("config");
    }

    public string Project { get; }

    /// <summary>The image's root folder here.</summary>
    public string Folder { get; }

    public string Program => Path.Combine(Folder, "app", Project);

    public IReadOnlyList<string> RepoTags { get; }

    public JsonElement Config { get; }

    public IReadOnlyDictionary<string, string> Labels
        => Config.GetProperty(nameof(Labels)).EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!);

    public string[] Strings(string name) => [.. Config.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];

    /// <summary>Uncompressed, without the base, in bytes.</summary>
    public long Size => new DirectoryInfo(Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    public static PublishedImage Unpack(string project, string archive, string folder)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, bytes) in Entries(File.OpenRead(archive)))
        {
            files[name] = bytes;
        }

        using var manifests = JsonDocument.Parse(files["manifest.json"]);
        var manifest = manifests.RootElement[0].Clone();
        using var config = JsonDocument.Parse(files[manifest.GetProperty(nameof(Config)).GetString()!]);
        Directory.CreateDirectory(folder);
        foreach (var layer in manifest.GetProperty("Layers").EnumerateArray())
        {
            using var gzip = new GZipStream(new MemoryStream(files[layer.GetString()!]), CompressionMode.Decompress);
            TarFile.ExtractToDirectory(gzip, folder, overwriteFiles: true);
        }

        return new PublishedImage(project, folder, manifest, config.RootElement.Clone());
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Entries(Stream archive)
    {
        using var tar = new TarReader(archive);
        while (tar.GetNextEntry() is { } entry)
        {
            using var memory = new MemoryStream();
            entry.DataStream?.CopyTo(memory);
            yield return (entry.Name, memory.ToArray());
        }
    }
}
