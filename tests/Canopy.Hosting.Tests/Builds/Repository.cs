using System.Diagnostics;
using System.Text.Json;
using Canopy.Hosting.Processes;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Builds;

/// <summary>What a project would be built from.</summary>
internal sealed record Evaluation(string Hosting, string[] Packages, string[] PinnedPackages, string[] Projects, string? Sdk);

/// <summary>The repository's build files, or a copy of them, seen as the build sees them.</summary>
internal sealed class Repository(string folder, string? packageCache = null)
{
    public static Repository Own { get; } = new(Path.GetDirectoryName(Projects.Canopy_AppHost.ProjectPath)!);

    public string Folder => folder;

    /// <summary>With another package cache than the user's.</summary>
    public Repository With(string cache) => new(folder, cache);

    public async Task<Evaluation> EvaluateAsync(string project, string? hosting = null)
    {
        string[] choice = hosting is null ? [] : [$"-p:CanopyHosting={hosting}"];
        var (code, output) = await RunAsync(
            "dotnet",
            ["msbuild", Path.Combine(folder, project), "-getProperty:CanopyHosting,AspireHostingSDKVersion", "-getItem:PackageReference,PackageVersion,ProjectReference", .. choice]);
        Assert.True(code == 0, output);
        var root = JsonDocument.Parse(output).RootElement;
        var (properties, items) = (root.GetProperty("Properties"), root.GetProperty("Items"));
        return new Evaluation(
            properties.GetProperty("CanopyHosting").GetString()!,
            Values(items, "PackageReference", "Identity"),
            [.. Values(items, "PackageVersion", "Identity").Zip(Values(items, "PackageVersion", "Version"), (id, version) => $"{id} {version}")],
            Values(items, "ProjectReference", "FullPath"),
            properties.GetProperty("AspireHostingSDKVersion").GetString());
    }

    public async Task<(int Code, string Output)> RunAsync(string program, string[] args, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(CommandFinder.Find(program)!, args)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("CanopyHosting");
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        if (packageCache is not null)
        {
            start.Environment["NUGET_PACKAGES"] = packageCache;
        }

        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestApp.Deadline), process.StandardError.ReadToEndAsync(TestApp.Deadline));
        await process.WaitForExitAsync(TestApp.Deadline);
        return (process.ExitCode, await output + await error);
    }

    private static string[] Values(JsonElement items, string type, string name) =>
        [.. items.GetProperty(type).EnumerateArray().Select(item => item.GetProperty(name).GetString()!)];
}
