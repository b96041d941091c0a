using System.Runtime.CompilerServices;

namespace Canopy.Testing;

/// <summary>Where the built programs are: beside this test's own output, under the same configuration.</summary>
public static class Programs
{
    public static string Root { get; } = FindRoot();

    public static string Backend => Built("Canopy.Backend");

    public static string Web => Built("Canopy.Web");

    public static string CommandLine => Built("Canopy.CommandLine");

    /// <summary>Where screenshots and logs of tests go.</summary>
    public static string Artifacts => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "tests")).FullName;

    private static string Built(string project)
    {
        // …/bin/CONFIGURATION/FRAMEWORK
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var path = Path.Combine(Root, project, "bin", framework.Parent!.Name, framework.Name, project + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built: {path}");
    }

    private static string FindRoot([CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
