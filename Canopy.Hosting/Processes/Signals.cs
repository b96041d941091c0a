using System.Runtime.InteropServices;

namespace Canopy.Hosting.Processes;

/// <summary>Unix signals, to one process or to a group.</summary>
internal static class Signals
{
    public const int Terminate = 15;
    public const int Kill = 9;
    private const int Probe = 0;

    /// <summary>Signals a whole process group; false when it has no members.</summary>
    public static bool SendToGroup(int group, int signal) => NativeKill(-group, signal) == 0;

    /// <summary>Signals one process; false when there is none.</summary>
    public static bool Send(int process, int signal) => NativeKill(process, signal) == 0;

    /// <summary>Whether a process group still has members.</summary>
    public static bool GroupExists(int group) => NativeKill(-group, Probe) == 0;

    /// <summary>The name of the signal that ended a process, from its exit code.</summary>
    public static string? NameFromExitCode(int exitCode) => exitCode switch
    {
        129 => "SIGHUP",
        130 => "SIGINT",
        131 => "SIGQUIT",
        132 => "SIGILL",
        134 => "SIGABRT",
        135 => "SIGBUS",
        136 => "SIGFPE",
        137 => "SIGKILL",
        139 => "SIGSEGV",
        143 => "SIGTERM",
        _ => null,
    };

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int process, int signal);
}
