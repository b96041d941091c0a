using Canopy.CasCor;

namespace Canopy.Bench.Speed;

/// <summary>Bytes that epochs allocate on the managed heap.</summary>
internal static class Allocation
{
    /// <summary>Over epochs in which no unit was installed and no phase began: those may allocate.</summary>
    public static double BytesPerEpoch(Dataset data, TrainingOptions options)
    {
        using var trainer = new Trainer(data, options, seed: 1);
        long bytes = 0;
        var epochs = 0;
        while (true)
        {
            var (phase, units) = (trainer.Phase, trainer.HiddenUnits);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var more = trainer.TrainEpoch();
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (!more)
            {
                return bytes / (double)epochs;
            }

            if (phase == trainer.Phase && units == trainer.HiddenUnits)
            {
                bytes += allocated;
                epochs++;
            }
        }
    }

    /// <summary>Over candidate epochs, all threads together; the least of several counts, as other parts of the program may allocate.</summary>
    public static double BytesPerEpoch(CandidateEpochs candidates)
    {
        const int Epochs = 20;
        const int Counts = 5;
        return Enumerable.Range(0, Counts).Min(_ =>
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            candidates.Run(Epochs);
            return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Epochs;
        });
    }
}
