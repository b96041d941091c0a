using System.Text.Json;
using Canopy.Images.Tests.Publishing;
using Canopy.Testing;

namespace Canopy.Images.Tests.Dockerfiles;

/// <summary>What the build says about projects.</summary>
internal static class ProjectFiles
{
    /// <summary>The project files of a program and of all that it references, relative to the repository, with slashes.</summary>
    public static IReadOnlyList<string> Closure(string project)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Visit(Path.Combine(Programs.Root, project, project + ".csproj"), found);
        return [.. found];
    }

    /// <summary>Properties and items as <c>dotnet publish</c> sees them.</summary>
    public static async Task<JsonElement> EvaluateAsync(string project, string properties, string items)
    {
        var output = await Dotnet.RunAsync(
            "msbuild", Path.Combine(Programs.Root, project), "-p:_IsPublishing=true", $"-getProperty:{properties}", $"-getItem:{items}");
        return JsonDocument.Parse(output).RootElement.Clone();
    }

    private static void Visit(string file, SortedSet<string> found)
    {
        if (!found.Add(Path.GetRelativePath(Programs.Root, file)))
        {
            return;
        }

        // What this build references: without Aspire's packages.
        var output = Dotnet.RunAsync("msbuild", file, "-getItem:ProjectReference").GetAwaiter().GetResult();
        using var json = JsonDocument.Parse(output);
        foreach (var reference in json.RootElement.GetProperty("Items").GetProperty("ProjectReference").EnumerateArray())
        {
            Visit(reference.GetProperty("FullPath").GetString()!, found);
        }
    }
}
