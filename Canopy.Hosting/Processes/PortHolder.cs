using System.Globalization;

namespace Canopy.Hosting.Processes;

/// <summary>Finds out who listens on a port, to say so in an error message.</summary>
internal static class PortHolder
{
    /// <summary>" by name (pid n)", or nothing when the system does not tell.</summary>
    public static string Describe(int port)
    {
        try
        {
            return OperatingSystem.IsLinux() && Find(port) is { } holder ? $" by {holder.Name} (pid {holder.Id})" : string.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return string.Empty;
        }
    }

    private static (string Name, int Id)? Find(int port)
    {
        var inodes = Listeners("/proc/net/tcp", port).Concat(Listeners("/proc/net/tcp6", port)).Select(inode => $"socket:[{inode}]").ToHashSet(StringComparer.Ordinal);
        foreach (var folder in inodes.Count == 0 ? [] : Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && Holds(folder, inodes))
            {
                return (File.ReadAllText($"{folder}/comm").Trim(), id);
            }
        }

        return null;
    }

    private static IEnumerable<string> Listeners(string table, int port)
    {
        const string Listening = "0A";
        foreach (var line in File.Exists(table) ? File.ReadLines(table).Skip(1) : [])
        {
            // "sl local_address rem_address st … inode"
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var local = fields[1][(fields[1].IndexOf(':', StringComparison.Ordinal) + 1)..];
            if (fields[3] == Listening && int.Parse(local, NumberStyles.HexNumber) == port)
            {
                yield return fields[9];
            }
        }
    }

    private static bool Holds(string processFolder, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles($"{processFolder}/fd").Any(fd => new FileInfo(fd).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
