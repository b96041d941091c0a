namespace Canopy.CasCor;

/// <summary>Trains one network, an epoch at a time. Not thread-safe: one caller at a time.</summary>
public sealed class Trainer
{
    /// <summary>Starts with a network without hidden units.</summary>
    /// <exception cref="InvalidOptionsException">An option is out of range.</exception>
    public Trainer(Dataset data, TrainingOptions options, ulong seed, ITrainingObserver? observer = null)
        => throw new NotImplementedException();

    public TrainingPhase Phase => throw new NotImplementedException();

    /// <summary>Completed epochs, output and candidate together.</summary>
    public long Epoch => throw new NotImplementedException();

    public FinishReason? FinishReason => throw new NotImplementedException();

    public TrainingOptions Options => throw new NotImplementedException();

    /// <summary>The network as it stands; valid between epochs.</summary>
    public Network Network => throw new NotImplementedException();

    /// <summary>Trains one epoch; false, without effect, when training has ended.</summary>
    public bool TrainEpoch() => throw new NotImplementedException();

    /// <summary>Changes the options from the next epoch on. Pool size, activations, weight range and problem are fixed for the rest of a round or the run, as documented.</summary>
    public void ChangeOptions(TrainingOptions options) => throw new NotImplementedException();

    /// <summary>Writes everything needed to go on from here, bit for bit.</summary>
    public byte[] SaveCheckpoint() => throw new NotImplementedException();

    /// <summary>Goes on from a checkpoint. The data must be the checkpoint's data.</summary>
    /// <exception cref="InvalidCheckpointException">Damaged, truncated, from a newer version, or of other data.</exception>
    public static Trainer Restore(ReadOnlySpan<byte> checkpoint, Dataset data, ITrainingObserver? observer = null)
        => throw new NotImplementedException();

    /// <summary>Name of the numeric profile of this machine, as written into checkpoints (docs/decisions/0002).</summary>
    public static string NumericProfile => throw new NotImplementedException();
}
