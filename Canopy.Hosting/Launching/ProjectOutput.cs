using System.Xml.Linq;
using Aspire.Hosting;

namespace Canopy.Hosting.Launching;

/// <summary>Finds what a project was built to.</summary>
internal static class ProjectOutput
{
    /// <summary>Path of the built assembly, or null when there is none.</summary>
    public static string? Find(IProjectMetadata project) =>
        project is IBuiltProject built
            ? (File.Exists(built.TargetPath) ? built.TargetPath : null)
            : FindByConvention(project.ProjectPath);

    private static string? FindByConvention(string projectPath)
    {
        var bin = Path.Combine(Path.GetDirectoryName(projectPath)!, "bin");
        if (!Directory.Exists(bin))
        {
            return null;
        }

        // A program has its runtime configuration beside it; a copy of it in a test's output lies in another folder.
        var name = XDocument.Load(projectPath).Descendants("AssemblyName").LastOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(projectPath);
        return Directory.EnumerateFiles(bin, $"{name}.runtimeconfig.json", SearchOption.AllDirectories)
            .Select(config => Path.Combine(Path.GetDirectoryName(config)!, $"{name}.dll"))
            .Where(File.Exists)
            .MaxBy(File.GetLastWriteTimeUtc);
    }
}
