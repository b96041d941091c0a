using Canopy.CasCor.Kernels;
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

    /// <summary>One epoch of four candidates, in one batch.</summary>
    public static void TrainEpoch(this CandidateBlock block, in CandidateEpochTask task)
    {
        var scratch = new CandidateScratch();
        block.BeginEpoch();
        block.BeginBatch(task);
        foreach ((int first, int vectors, int tile) in Tiles(task.Cache))
            block.AddTile(task, task.Cache.Tile(first, vectors, scratch.Tile), first, vectors, tile, scratch);
        if (task.TwoPasses && !task.CorrelationsOnly)
        {
            block.BeginSecondPass(task, task.Cache.Patterns);
            foreach ((int first, int vectors, int tile) in Tiles(task.Cache))
                block.AddSlopes(task, task.Cache.Tile(first, vectors, scratch.Tile), first, vectors, tile);
        }

        Assert.True(block.EndBatch(task, new UpdateRule(task.Phase, 1.0, task.Updates + 1), last: true));
    }

    private static IEnumerable<(int First, int Vectors, int Tile)> Tiles(ActivationCache cache)
    {
        for (int first = 0; first < cache.Vectors; first += Lanes.TileVectors)
            yield return (first, Math.Min(Lanes.TileVectors, cache.Vectors - first), first / Lanes.TileVectors);
    }

    public static Trainer Train(Dataset data, TrainingOptions options, ulong seed, ITrainingObserver? observer = null)
    {
        using var trainer = new Trainer(data, options, seed, observer);
        return trainer.Complete();
    }
}
