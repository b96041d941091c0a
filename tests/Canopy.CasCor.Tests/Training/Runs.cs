using Canopy.CasCor.Numerics;
using Canopy.CasCor.Training;

namespace Canopy.CasCor.Tests.Training;

/// <summary>Trains to the end.</summary>
internal static class Runs
{
    public static Trainer Complete(this Trainer trainer)
    {
        while (trainer.TrainEpoch())
        {
        }

        return trainer;
    }

    /// <summary>One epoch of four candidates.</summary>
    public static void TrainEpoch(this CandidateBlock block, in CandidateEpochTask task)
    {
        var scratch = new CandidateScratch();
        block.Begin();
        for (int first = 0; first < task.Patterns.Vectors; first += Lanes.TileVectors)
            block.AddTile(task, first, Math.Min(Lanes.TileVectors, task.Patterns.Vectors - first), scratch);
        Assert.True(block.End(task));
    }

    public static Trainer Train(Dataset data, TrainingOptions options, ulong seed, ITrainingObserver? observer = null)
    {
        using var trainer = new Trainer(data, options, seed, observer);
        return trainer.Complete();
    }
}
