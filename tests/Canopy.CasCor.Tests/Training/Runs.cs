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

    public static Trainer Train(Dataset data, TrainingOptions options, ulong seed, ITrainingObserver? observer = null)
    {
        using var trainer = new Trainer(data, options, seed, observer);
        return trainer.Complete();
    }
}
