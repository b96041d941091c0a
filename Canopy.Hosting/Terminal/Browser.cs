using System.ComponentModel;
using System.Diagnostics;
using Canopy.Hosting.Processes;

namespace Canopy.Hosting.Terminal;

/// <summary>Opens a page in the user's browser.</summary>
internal static class Browser
{
    /// <summary>Whether there was something to open it with.</summary>
    public static bool TryOpen(string url)
    {
        var command = OperatingSystem.IsMacOS() ? "open" : OperatingSystem.IsWindows() ? "explorer" : "xdg-open";
        if (CommandFinder.Find(command) is not { } path)
        {
            return false;
        }

        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, [url]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
            return process is not null;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
