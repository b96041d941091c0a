namespace Canopy.Hosting.Processes;

/// <summary>Finds a program as a shell would.</summary>
internal static class CommandFinder
{
    /// <summary>Full path of a command, or null when there is none.</summary>
    public static string? Find(string command, string? workingDirectory = null)
    {
        if (command.Contains('/', StringComparison.Ordinal) || command.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(command, workingDirectory ?? Directory.GetCurrentDirectory());
            return WithExtension(path).FirstOrDefault(IsExecutable);
        }

        var folders = System.Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return folders.SelectMany(folder => WithExtension(Path.Combine(folder, command))).FirstOrDefault(IsExecutable);
    }

    private static IEnumerable<string> WithExtension(string path) =>
        OperatingSystem.IsWindows() ? [path, $"{path}.exe", $"{path}.cmd", $"{path}.bat"] : [path];

    private static bool IsExecutable(string path)
    {
        const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != UnixFileMode.None);
    }
}
