using System.Runtime.CompilerServices;

namespace Canopy.CasCor.Tests;

/// <summary>Files of the repository that tests look at.</summary>
internal static class Repository
{
    public static string PathOf(string file) => Path.Combine(Root(), file);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
