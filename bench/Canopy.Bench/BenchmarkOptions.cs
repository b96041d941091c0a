namespace Canopy.Bench;

/// <summary>What the command line asks of every benchmark.</summary>
/// <param name="Write">Keep the report in docs/benchmarks.</param>
internal sealed record BenchmarkOptions(bool Write);
