using Canopy.Testing;

namespace Canopy.Bench;

/// <summary>Where reports are kept: docs/benchmarks; and what they are made from: artifacts/benchmarks, which is in no repository.</summary>
internal static class ReportFolder
{
    /// <summary>Writes a report and says so.</summary>
    public static void Write(string name, string text) => WriteFile($"docs/benchmarks/{name}", text);

    /// <summary>Writes what a report is made from, and says so.</summary>
    public static void WriteTrials(string name, string text) => WriteFile($"artifacts/benchmarks/{name}", text);

    private static void WriteFile(string name, string text)
    {
        var path = Path.Combine(Programs.Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        Console.Error.WriteLine($"wrote {name}");
    }
}
