using System.Diagnostics;

namespace Canopy.Bench.Speed;

/// <summary>What a machine without 512-bit vectors would measure: this program again, with .NET told not to use them.</summary>
/// <remarks>
/// Vectors of 128 bits cannot be had this way: on x86 the switch for 256 bits also turns the fused multiply-add off, and .NET's
/// emulation of it, with the same bits, is no measure of a machine that has it, such as Arm.
/// </remarks>
internal static class NarrowVectors
{
    /// <summary>Median seconds for two spirals.</summary>
    public static double MeasureTwoSpirals()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Host(), "engine"]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["DOTNET_EnableAVX512"] = "0";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return EngineBenchmark.ReadMedianSeconds(output);
    }

    /// <summary>Where the program was started by <c>dotnet FILE</c>, the file comes first.</summary>
    private static string[] Host()
        => Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" ? [typeof(NarrowVectors).Assembly.Location] : [];
}
