namespace Canopy.ServiceDefaults.Shutdown;

/// <summary>How the 15 seconds between a signal and the end are shared out.</summary>
internal sealed class ShutdownTimes
{
    public const double MaxNoticeSeconds = 10;

    public static readonly TimeSpan All = TimeSpan.FromSeconds(15);

    /// <summary>What is left for disposing, after the host has stopped.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>The time for a balancer to see that the program is no longer ready.</summary>
    public TimeSpan Notice { get; set; }
}
