using System.Runtime.CompilerServices;

namespace Canopy.Hosting.Tests.Surface;

/// <summary>The committed list of the public surface.</summary>
internal static class SurfaceList
{
    private const string See = "see ";

    public sealed record Entry(string Type, string Source, string[] Members);

    public static IReadOnlyList<Entry> Read([CallerFilePath] string here = "")
    {
        List<Entry> entries = [];
        foreach (var block in File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "public-surface.txt")).Split("\n\n").Skip(1))
        {
            var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var source = lines.FirstOrDefault(l => l.StartsWith(See, StringComparison.Ordinal));
            entries.Add(new Entry(lines[0], source?[See.Length..] ?? "", [.. lines.Skip(1).Where(l => l != source)]));
        }

        return entries;
    }
}
