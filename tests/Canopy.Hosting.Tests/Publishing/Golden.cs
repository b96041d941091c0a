using System.Runtime.CompilerServices;

namespace Canopy.Hosting.Tests.Publishing;

/// <summary>What the genuine tools wrote: results kept in the repository, and their origin where it is at hand.</summary>
internal static class Golden
{
    public static string Manifest => Path.Combine(Repository(), "tests", "golden", "publishing", "aspire-manifest.json");

    public static string Schema => Path.Combine(Repository(), "tests", "golden", "publishing", "aspire-8.0.json");

    public static string AppHostFolder => Path.Combine(Repository(), "tests", "Canopy.Hosting.Tests", "Apps", "Golden", "Canopy.AppHost");

    /// <summary>The folder that the results came from; many machines do not have it.</summary>
    public static string? Origin => new[] { "..", "../.." }
        .Select(up => Path.GetFullPath(Path.Combine(Repository(), up, "shared", "golden", "aspire"))).FirstOrDefault(Directory.Exists);

    /// <summary>The repository's root, from the path of this very file.</summary>
    public static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
