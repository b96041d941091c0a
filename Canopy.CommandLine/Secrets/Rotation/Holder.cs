using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Canopy.CommandLine.Secrets.Rotation;

/// <summary>Which run of this program does a rotation: machine, process, and when that process began.</summary>
internal sealed record Holder(string Machine, int Process, long Began)
{
    public static Holder Mine
    {
        get
        {
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return new Holder(Environment.MachineName, process.Id, Seconds(process));
        }
    }

    /// <summary>Whether the process is there; null where this machine cannot know.</summary>
    public bool? IsAlive
    {
        get
        {
            if (Machine != Environment.MachineName)
            {
                return null;
            }

            try
            {
                using var process = System.Diagnostics.Process.GetProcessById(Process);

                // The number may have gone to another one.
                return !process.HasExited && Math.Abs(Seconds(process) - Began) <= 1;
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
            {
                return false;
            }
        }
    }

    public static Holder? Parse(string? text)
        => text?.Split('/') is [var machine, var process, var began]
            && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && long.TryParse(began, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? new Holder(machine, id, seconds)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}/{Process}/{Began}");

    private static long Seconds(Process process) => new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeSeconds();
}
