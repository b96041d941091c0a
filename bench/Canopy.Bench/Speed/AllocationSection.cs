using Canopy.CasCor;

namespace Canopy.Bench.Speed;

/// <summary>What epochs allocate.</summary>
internal static class AllocationSection
{
    public static SpeedSection Measure()
    {
        var section = new SpeedSection();
        using var shared = new CandidateEpochs(1600, 56, 52, threads: 2);
        section.Limits.Add(Limit.AtMost("bytes per epoch, two spirals", Allocation.BytesPerEpoch(TwoSpirals.Data, TrainingPresets.TwoSpirals), 0, "0.##"));
        section.Limits.Add(Limit.AtMost("bytes per epoch, candidates on two threads", Allocation.BytesPerEpoch(shared), 0, "0.##"));
        section.Paragraph("## Memory");
        section.Paragraph($"Bytes allocated per epoch: {section.Limits[0].Measured:0.##} over the epochs of a two-spirals training, {section.Limits[1].Measured:0.##} over candidate "
            + "epochs on two threads. Memory is taken when a training begins and when a unit is installed.");
        return section;
    }
}
