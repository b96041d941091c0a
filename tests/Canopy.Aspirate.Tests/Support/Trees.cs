namespace Canopy.Aspirate.Tests.Support;

/// <summary>Folders of generated files, as texts by path.</summary>
internal static class Trees
{
    public static SortedDictionary<string, string> Read(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal),
        StringComparer.Ordinal);

    public static SortedDictionary<string, string> Of(Output output) =>
        new(output.Files.ToDictionary(f => f.Path, f => f.Text, StringComparer.Ordinal), StringComparer.Ordinal);

    public static string Text(this Output output, string path) => output.Files.Single(f => f.Path == path).Text;

    public static void Copy(string from, string to)
    {
        foreach (var (path, text) in Read(from))
        {
            var file = Path.Combine(to, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}
