namespace Canopy.Hosting.Processes;

/// <summary>Descendants of a process, also those that left its process group.</summary>
internal static class ProcessTree
{
    /// <summary>A process that keeps its identity even when its number is used again.</summary>
    public readonly record struct Member(int Id, long StartTicks);

    /// <summary>All descendants; empty where the system does not tell.</summary>
    public static IReadOnlyList<Member> Descendants(int root)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Read(id) : null)
            .OfType<(int Id, int Parent, long Start)>()
            .ToLookup(p => p.Parent);
        List<Member> found = [];
        Queue<int> open = new([root]);
        while (open.TryDequeue(out var parent))
        {
            foreach (var (id, _, start) in children[parent])
            {
                found.Add(new Member(id, start));
                open.Enqueue(id);
            }
        }

        return found;
    }

    /// <summary>Kills those that still run.</summary>
    public static void Kill(IEnumerable<Member> members)
    {
        foreach (var member in members)
        {
            if (Read(member.Id) is { } now && now.Start == member.StartTicks)
            {
                Signals.Send(member.Id, Signals.Kill);
            }
        }
    }

    private static (int Id, int Parent, long Start)? Read(int id)
    {
        const int ParentField = 1;
        const int StartField = 19;
        try
        {
            // "pid (name) state ppid …": the name may hold anything, so count from its closing bracket.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (id, int.Parse(fields[ParentField]), long.Parse(fields[StartField]));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
