using System.Runtime.CompilerServices;

namespace Canopy.Deployment.Tests.Built;

/// <summary>Where the files are that are checked.</summary>
internal static class Repository
{
    public static string PathOf(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", path));

    /// <summary>A folder that some machines have beside the repository, with schemas of other origin; null where it is not.</summary>
    public static string? SharedSchemas => new[] { "../shared/schemas", "../../shared/schemas" }.Select(path => PathOf(path)).FirstOrDefault(Directory.Exists);
}
