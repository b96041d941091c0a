using System.Diagnostics;
using Canopy.Testing;

namespace Canopy.Bench.Images;

/// <summary>A program as its image holds it, and as an ordinary build has it.</summary>
internal sealed record PublishedProgram(string Name, string Folder, string Build)
{
    public string Image => Path.Combine(Folder, Path.GetFileName(Folder));

    /// <summary>All files of the image's layer, in bytes.</summary>
    public long Bytes => new DirectoryInfo(Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    public static async Task<PublishedProgram> PublishAsync(string name, string project, string build)
    {
        var folder = Path.Combine(Programs.Root, "artifacts", "images", project);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        await Console.Error.WriteLineAsync($"publishing {project}…");
        var start = new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-r", "linux-x64", "--nologo", "-o", folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = Programs.Root,
        };
        // What the build of this program had set is not meant for another one.
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? new PublishedProgram(name, folder, build) : throw new InvalidOperationException(output);
    }
}
