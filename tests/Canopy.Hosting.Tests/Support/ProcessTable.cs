namespace Canopy.Hosting.Tests.Support;

/// <summary>Looks at the processes of this machine.</summary>
internal static class ProcessTable
{
    /// <summary>Whether a process exists and is not merely waiting to be reaped.</summary>
    public static bool Runs(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static string CommandLine(int id) => File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ');

    /// <summary>Descendants of a process, itself not included.</summary>
    public static IReadOnlyList<int> Descendants(int root) => [.. Processes.ProcessTree.Descendants(root).Select(m => m.Id)];
}
