namespace Canopy.Bench.Speed;

/// <summary>Candidate epochs, where nearly all time goes, against the peak of the same run.</summary>
internal static class CandidatesSection
{
    private const double FlopsPerTurn = 1e8;

    private static readonly (int Patterns, int Pool, int Rows)[] Shapes =
        [(194, 8, 10), (1600, 56, 13), (1600, 56, 26), (1600, 56, 52), (1600, 56, 104), (10_000, 8, 21), (100_000, 8, 51)];

    /// <summary>The shape whose share and speed-up are demanded.</summary>
    private static readonly (int Patterns, int Pool, int Rows) Demanded = (1600, 56, 52);

    public static SpeedSection Measure()
    {
        var section = new SpeedSection();
        var rows = new List<string[]>();
        foreach (var shape in Shapes)
        {
            rows.Add(Row(shape, section.Limits));
        }

        section.Paragraph("## Candidate epochs");
        section.Paragraph("N patterns, P sigmoid candidates, one output, D rows (the bias and the inputs). Flops by "
            + "4NPD + 4NP + NP(5 + 22) + 12PD: 22 for an activation, whatever it takes. "
            + "The peak is a loop of fused multiplications and additions that touches no memory. It and the epochs take turns; the least of each counts.");
        section.Table(["N × P × D", "an epoch", "ps per crossing", "GFLOP/s", "peak", "share", "two threads", "speed-up"], rows);
        return section;
    }

    private static string[] Row((int Patterns, int Pool, int Rows) shape, List<Limit> limits)
    {
        using var one = new CandidateEpochs(shape.Patterns, shape.Pool, shape.Rows, threads: 1);
        using var two = new CandidateEpochs(shape.Patterns, shape.Pool, shape.Rows, threads: 2);
        var epochs = (int)Math.Max(1, FlopsPerTurn / one.FlopsPerEpoch);
        var seconds = Turns.LeastSeconds(turns: 300, () => one.Run(epochs), () => two.Run(epochs), PeakFlops.Run);
        var (flops, peak) = (one.FlopsPerEpoch / seconds[0], PeakFlops.Flops / seconds[2]);
        var name = $"{shape.Patterns:N0} × {shape.Pool} × {shape.Rows}";
        if (shape == Demanded)
        {
            limits.Add(Limit.AtLeast($"candidate epochs {name}, share of the peak", flops / peak, 0.45, "0.00"));
            limits.Add(Limit.AtLeast($"candidate epochs {name}, two threads", seconds[0] / seconds[1], 1.8, "0.00"));
        }

        return
        [
            name, SpeedSection.Duration(seconds[0]), SpeedSection.Number(1e12 * seconds[0] / one.CrossingsPerEpoch, "0.0"), SpeedSection.Number(flops / 1e9, "0"),
            SpeedSection.Number(peak / 1e9, "0"), SpeedSection.Percent(flops / peak), SpeedSection.Duration(seconds[1]), SpeedSection.Number(seconds[0] / seconds[1], "0.00"),
        ];
    }
}
