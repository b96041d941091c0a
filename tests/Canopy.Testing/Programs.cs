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

    /// <summary>
    /// A copy of a built program that takes itself for the next version: with the assemblies that hold the numbers of formats built with
    /// CanopyFormats=next (Directory.Build.props).
    /// </summary>
    public static string WithNextFormats(string program, string folder)
    {
        var next = Path.GetDirectoryName(Built("Canopy.Contracts", "next"))!;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(program)!))
        {
            var replaced = Path.Combine(next, Path.GetFileName(file));
            File.Copy(File.Exists(replaced) && file.EndsWith(".dll", StringComparison.Ordinal) ? replaced : file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return Path.Combine(folder, Path.GetFileName(program));
    }

    private static string Built(string project, string variant = "")
    {
        // …/bin/CONFIGURATION/FRAMEWORK
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var path = Path.Combine(Root, project, "bin", variant, framework.Parent!.Name, framework.Name, project + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built: {path}");
    }

    private static string FindRoot([CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
