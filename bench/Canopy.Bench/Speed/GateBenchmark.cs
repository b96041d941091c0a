using Canopy.CasCor;

namespace Canopy.Bench.Speed;

/// <summary>
/// A few seconds for continuous integration, so that speed cannot be lost unseen. Only ratios within one run and counts: both hold
/// on a busy machine too.
/// </summary>
internal static class GateBenchmark
{
    /// <summary>
    /// Times that our candidate epoch must be faster than plain loops: 48 with vectors of 512 bits, 22 with 256. A call
    /// in a kernel's inner loop costs a factor of 4 to 6.
    /// </summary>
    private const double LeastRatio = 8;

    /// <summary>Share of the peak of the same run: 0.8 with vectors of 512 bits, 0.75 with 256; 0.39 with a call per vector.</summary>
    private const double LeastShare = 0.45;

    // Few enough patterns for a second cache of 256 kB; turns short enough for a busy machine to spare some.
    private const int Patterns = 800;

    private const int Pool = 56;

    private const int Rows = 52;

    private const int Turns = 200;

    private const int EpochsPerTurn = 5;

    public static Task<bool> RunAsync(BenchmarkOptions options)
    {
        using var ours = new CandidateEpochs(Patterns, Pool, Rows, threads: 1);
        using var shared = new CandidateEpochs(Patterns, Pool, Rows, threads: 2);
        var plain = new PlainEpoch(Patterns, Pool, Rows);
        var seconds = Speed.Turns.LeastSeconds(Turns, plain.Run, () => ours.Run(EpochsPerTurn), PeakFlops.Run);
        List<Limit> limits =
        [
            Limit.AtLeast("plain loops / our candidate epoch", seconds[0] / seconds[1], LeastRatio, "0.0"),
            Limit.AtLeast("share of the peak in this run", ours.FlopsPerEpoch / seconds[1] / (PeakFlops.Flops / seconds[2]), LeastShare, "0.00"),
            Limit.AtMost("bytes per epoch, two spirals", Allocation.BytesPerEpoch(TwoSpirals.Data, TrainingPresets.TwoSpirals), 0, "0.##"),
            Limit.AtMost("bytes per epoch, candidates on two threads", Allocation.BytesPerEpoch(shared), 0, "0.##"),
        ];

        Console.WriteLine($"vectors of {PeakFlops.VectorBits} bits; plain loops {seconds[0] * 1e3:0.00} ms, our candidate epoch {seconds[1] * 1e3:0.000} ms");
        foreach (var limit in limits)
        {
            Console.WriteLine($"  {(limit.IsMet ? "ok    " : "FAILED")} {string.Join(", ", limit.Row()[..3])}");
        }

        return Task.FromResult(limits.TrueForAll(l => l.IsMet));
    }
}
