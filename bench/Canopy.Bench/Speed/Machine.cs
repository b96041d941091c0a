using System.Runtime.InteropServices;

namespace Canopy.Bench.Speed;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";

    /// <summary>The processor's own name where the system tells it, else its architecture.</summary>
    public static string Processor
    {
        get
        {
            var line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
            return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
        }
    }

    public static string Description
        => $"{Processor}, {Environment.ProcessorCount} cores, vectors of {PeakFlops.VectorBits} bits, .NET {Environment.Version}";
}
