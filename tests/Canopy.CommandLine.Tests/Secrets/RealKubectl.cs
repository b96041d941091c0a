using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Canopy.CommandLine.Tests.Secrets;

/// <summary>The kubectl on the PATH; where there is none, or an old one, tests that need it have nothing to say.</summary>
internal static class RealKubectl
{
    private static readonly Lazy<bool> Found = new(Look);

    public static bool IsThere => Found.Value;

    private static bool Look()
    {
        var start = new ProcessStartInfo("kubectl", ["version", "--client", "--output=json"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var kubectl = Process.Start(start)!;
            var minor = (string?)JsonNode.Parse(kubectl.StandardOutput.ReadToEnd())?["clientVersion"]?["minor"] ?? "";
            return int.TryParse(string.Concat(minor.TakeWhile(char.IsAsciiDigit)), out var number) && number >= 30;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
