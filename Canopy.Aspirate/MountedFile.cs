using System.Text;
using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate;

/// <summary>A file of the AppHost's machine that a container sees, and that is taken along.</summary>
/// <param name="Key">Its name among the resource's files.</param>
/// <param name="Target">Where the container sees it.</param>
/// <param name="Text">What it holds.</param>
internal sealed record MountedFile(string Key, string Target, string Text)
{
    /// <summary>Folder of the copies.</summary>
    public const string Folder = "files";

    // What a ConfigMap takes; more is no setting any more.
    private const int MaxBytes = 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The resource's bind mounts of single files. Of others, which belong to the machine, the user is told.</summary>
    public static IReadOnlyList<MountedFile> Of(Manifest manifest, ManifestResource resource, List<string> warnings)
    {
        List<MountedFile> files = [];
        var left = MaxBytes;
        foreach (var mount in resource.BindMounts)
        {
            var field = $"resources.{resource.Name}.bindMounts: '{mount.Target}'";
            var path = Path.Combine(manifest.Folder ?? string.Empty, mount.Source);
            if (!File.Exists(path))
            {
                warnings.Add($"{field} is left out; '{mount.Source}' is no file, and a folder of one machine has no place elsewhere.");
            }
            else if ((left -= (int)Math.Min(new FileInfo(path).Length, MaxBytes + 1L)) < 0)
            {
                warnings.Add($"{field} is left out; with '{mount.Source}' the files of '{resource.Name}' have more than {MaxBytes} bytes.");
            }
            else if (Read(path) is not { } text)
            {
                warnings.Add($"{field} is left out; '{mount.Source}' is no text in UTF-8.");
            }
            else
            {
                files.Add(new(Free(files, Path.GetFileName(path)), mount.Target, text));
                if (!mount.ReadOnly)
                {
                    warnings.Add($"{field} is a copy, and mounted for reading only.");
                }
            }
        }

        return files;
    }

    private static string? Read(string path)
    {
        try
        {
            return Utf8.GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Free(List<MountedFile> files, string name)
    {
        var key = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-')]);
        return files.Exists(f => f.Key == key) ? Free(files, $"{files.Count}-{key}") : key;
    }
}
