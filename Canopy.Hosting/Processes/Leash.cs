using System.Diagnostics;

namespace Canopy.Hosting.Processes;

/// <summary>What is put in front of a command so that it ends with the host, and can be ended with all its children.</summary>
/// <remarks>
/// <c>setsid</c> gives it a session of its own: Ctrl+C at the terminal reaches the host alone, which then stops everything in order,
/// and a signal to the process group reaches grandchildren. <c>setpriv --pdeathsig</c> asks the kernel to kill it when the host dies.
/// Both belong to util-linux, which every Debian and Fedora has; without them <see cref="OrphanGuard"/> still does its work.
/// </remarks>
internal static class Leash
{
    /// <summary>Set for programs that cannot be leashed: those of ours may end when their standard input does.</summary>
    public const string StdinVariable = "CANOPY_EXIT_ON_STDIN_CLOSE";

    /// <summary>Path of <c>setsid</c>, if there is one.</summary>
    public static readonly string? SetsidPath = OperatingSystem.IsLinux() ? CommandFinder.Find("setsid") : null;
    private static readonly string? Setpriv = FindSetpriv();

    /// <summary>Whether each process leads a process group of its own.</summary>
    public static bool MakesGroups => SetsidPath is not null;

    /// <summary>Whether the kernel ends each process with the host.</summary>
    public static bool EndsWithHost => Setpriv is not null;

    public static void Apply(ProcessStartInfo start, string fileName, IEnumerable<string> arguments)
    {
        List<string> words = [];
        if (SetsidPath is not null)
        {
            words.Add(SetsidPath);
        }

        if (Setpriv is not null)
        {
            words.AddRange([Setpriv, "--pdeathsig", "KILL", "--"]);
        }

        words.Add(fileName);
        words.AddRange(arguments);
        start.FileName = words[0];
        foreach (var word in words.Skip(1))
        {
            start.ArgumentList.Add(word);
        }
    }

    private static string? FindSetpriv()
    {
        if (!OperatingSystem.IsLinux() || CommandFinder.Find("setpriv") is not { } path)
        {
            return null;
        }

        // Busybox has a setpriv too, which does not know the option.
        var start = new ProcessStartInfo(path, "--help") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var help = Process.Start(start)!;
            var text = help.StandardOutput.ReadToEnd();
            return help.WaitForExit(2_000) && text.Contains("--pdeathsig", StringComparison.Ordinal) ? path : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
