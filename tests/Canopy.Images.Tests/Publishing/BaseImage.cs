using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Canopy.Images.Tests.Publishing;

/// <summary>The smallest base image: one file. It stands for the real one, which cannot be fetched in a test.</summary>
internal sealed class BaseImage
{
    public const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private BaseImage(byte[] manifest, Dictionary<string, byte[]> blobs) => (Manifest, Blobs) = (manifest, blobs);

    public byte[] Manifest { get; }

    /// <summary>By digest.</summary>
    public IReadOnlyDictionary<string, byte[]> Blobs { get; }

    public static BaseImage Create()
    {
        var tar = Tar();
        var layer = Compress(tar);
        var config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            // As the real one has them: the programs' own must win.
            config = new { User = "1654", Env = new[] { "APP_UID=1654", "ASPNETCORE_HTTP_PORTS=8080", "DOTNET_RUNNING_IN_CONTAINER=true" } },
            rootfs = new { type = "layers", diff_ids = new[] { Digest(tar) } },
            history = new[] { new { created_by = "test" } },
        });
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = ManifestType,
            config = new { mediaType = "application/vnd.docker.container.image.v1+json", size = config.Length, digest = Digest(config) },
            layers = new[] { new { mediaType = "application/vnd.docker.image.rootfs.diff.tar.gzip", size = layer.Length, digest = Digest(layer) } },
        });
        return new BaseImage(manifest, new Dictionary<string, byte[]> { [Digest(config)] = config, [Digest(layer)] = layer });
    }

    public static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Tar()
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/os-release")
            {
                DataStream = new MemoryStream(Encoding.ASCII.GetBytes("ID=standin\n")),
            });
        }

        return memory.ToArray();
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return memory.ToArray();
    }
}
