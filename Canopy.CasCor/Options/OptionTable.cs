namespace Canopy.CasCor.Options;

/// <summary>The one table of options.</summary>
internal static class OptionTable
{
    public static IReadOnlyList<OptionEntry> Entries { get; } = [.. NetworkOptionEntries.Entries, .. PhaseOptionEntries.Entries, .. RunOptionEntries.Entries];

    /// <summary>The entry at a path, or null.</summary>
    public static OptionEntry? Find(string path) => Entries.FirstOrDefault(e => string.Equals(e.Path, path, StringComparison.Ordinal));
}
