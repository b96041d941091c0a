using Canopy.CasCor;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Training;

internal static class Checkpoints
{
    /// <summary>The trainer as it stands, when the log is complete up to entry <paramref name="seq"/> and happening <paramref name="step"/>.</summary>
    public static StoredCheckpoint Take(Trainer trainer, long seq, long step)
        => new(trainer.SaveCheckpoint(), seq, step, trainer.Epoch, trainer.Network.HiddenUnits.Count);
}
