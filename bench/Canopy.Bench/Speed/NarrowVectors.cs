using System.Diagnostics;

namespace Canopy.Bench.Speed;

/// <summary>
/// What a machine with narrower vectors would measure: this program again, with .NET told not to use the wide ones. For 128 bits
/// the width is asked for; without AVX2 the fused multiply-add would be gone too, and its emulation is no measure of a machine
/// that has it, such as Arm.
/// </summary>
internal static class NarrowVectors
{
    public static IReadOnlyList<(string Name, string Setting, string Value)> Widths { get; } =
    [
        ("256 bits", "DOTNET_EnableAVX512", "0"),
        ("128 bits", "DOTNET_PreferredVectorBitWidth", "128"),
    ];

    /// <summary>Median seconds for two spirals.</summary>
    public static double MeasureTwoSpirals(string setting, string value)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Host(), "engine"]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment[setting] = value;
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
