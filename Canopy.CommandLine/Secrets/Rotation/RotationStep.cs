namespace Canopy.CommandLine.Secrets.Rotation;

/// <summary>
/// A part of a rotation after which everything works, whoever holds the old value and whoever the new one. It may be begun and cut
/// off anywhere: doing it again, or undoing it, goes on from there.
/// </summary>
/// <param name="name">In the journal.</param>
/// <param name="says">What the user reads while it is done.</param>
internal abstract class RotationStep(string name, string says)
{
    public string Name => name;

    public string Says => says;

    /// <summary>Whether the way back ends when this is undone: what came before it stays.</summary>
    public virtual bool EndsWayBack => false;

    /// <exception cref="Cluster.KubectlException">It failed.</exception>
    public abstract void Do(RotationRun run);

    /// <inheritdoc cref="Do"/>
    public abstract void Undo(RotationRun run);
}

/// <summary>Copies the Secrets.</summary>
internal sealed class BackUpStep() : RotationStep("backup", "backing up")
{
    public override void Do(RotationRun run) => run.BackUp();

    public override void Undo(RotationRun run)
    {
        // The end of the way back drops them.
    }
}
