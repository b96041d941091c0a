using Canopy.Testing;

namespace Canopy.Bench;

/// <summary>Where reports are kept: docs/benchmarks.</summary>
internal static class ReportFolder
{
    /// <summary>Writes a file of the folder and says so.</summary>
    public static void Write(string name, string text)
    {
        var path = Path.Combine(Programs.Root, "docs", "benchmarks", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        Console.Error.WriteLine($"wrote docs/benchmarks/{name}");
    }
}
