namespace Canopy.CommandLine;

/// <summary>What the program's exit codes mean (docs/command-line.md).</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Training diverged, a result could not be written, or a cluster did not do what it was asked to.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a file that it names is wrong; nothing was written.</summary>
    public const int BadUsage = 2;

    /// <summary>A check found something that needs attention.</summary>
    public const int NeedsAttention = 3;

    /// <summary>Ended by Ctrl+C.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGTERM.</summary>
    public const int Terminated = 143;
}
