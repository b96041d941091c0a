using System.Diagnostics;

namespace Canopy.CasCor.Tests;

/// <summary>This test program as a process of its own, which does what Program.cs says.</summary>
internal static class TestProgram
{
    public static ProcessStartInfo Start(string argument)
    {
        string program = Path.ChangeExtension(typeof(TestProgram).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var start = new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        return start;
    }
}
