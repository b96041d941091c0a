using Canopy.CommandLine.Secrets.Cluster;

namespace Canopy.CommandLine.Secrets.Rotation;

/// <summary>
/// Has every program accept the new signing key before any signs with it. Without this step a pod that is not replaced yet would
/// refuse a token that a replaced one has just signed.
/// </summary>
internal sealed class AcceptSigningKeyStep() : RotationStep("accept", "having the new key accepted, pod by pod")
{
    public override void Do(RotationRun run)
    {
        run.Change(run.Secrets, new Dictionary<string, string?>(StringComparer.Ordinal) { [run.Previous] = run.New });
        run.Roll(run.Secrets, Name);
    }

    public override void Undo(RotationRun run)
    {
        run.Restore(run.Secrets, run.Previous);
        run.RollBack(run.Secrets, Name);
    }
}

/// <summary>
/// Has every program sign with the new key and accept the old one. On the way back the two change places, and stay so: the new key
/// has signed tokens by then.
/// </summary>
internal sealed class SwitchSigningKeyStep() : RotationStep("switch", "signing with the new key, pod by pod")
{
    public override bool EndsWayBack => true;

    public override void Do(RotationRun run)
    {
        Put(run, run.New, run.Old);
        run.Roll(run.Secrets, Name);
        ExtendGrace(run);
    }

    public override void Undo(RotationRun run)
    {
        run.Change(
            run.Secrets,
            new Dictionary<string, string?>(StringComparer.Ordinal) { [run.Key] = run.Old, [run.Previous] = run.New },
            new Dictionary<string, string?>(StringComparer.Ordinal) { [SecretObject.AcceptedUntilPrefix + run.Previous] = run.EndOfGrace });
        run.Restore(run.Secrets, run.Key);
        run.RollBack(run.Secrets, Name);
        ExtendGrace(run);
    }

    private static void Put(RotationRun run, string signs, string accepted) => run.Change(
        run.Secrets,
        new Dictionary<string, string?>(StringComparer.Ordinal) { [run.Key] = signs, [run.Previous] = accepted },
        new Dictionary<string, string?>(StringComparer.Ordinal) { [SecretObject.AcceptedUntilPrefix + run.Previous] = run.EndOfGrace });

    /// <summary>The grace period begins when the last pod stops signing with the key that goes.</summary>
    private static void ExtendGrace(RotationRun run)
    {
        var there = run.Cluster.Store.List();
        foreach (var secret in run.Secrets.Where(s => s.Has(run.Previous)))
        {
            run.Cluster.Store.Patch(
                there[secret.Name],
                new Dictionary<string, string?>(),
                new Dictionary<string, string?>(StringComparer.Ordinal) { [SecretObject.AcceptedUntilPrefix + run.Previous] = run.EndOfGrace });
        }
    }
}

/// <summary>Has the old key accepted no longer, when the last token that it signed has ended.</summary>
internal sealed class RetireSigningKeyStep() : RotationStep("retire", "having the old key accepted no longer, pod by pod")
{
    public override void Do(RotationRun run)
    {
        run.Change(
            run.Secrets,
            new Dictionary<string, string?>(StringComparer.Ordinal) { [run.Previous] = null },
            new Dictionary<string, string?>(StringComparer.Ordinal) { [SecretObject.AcceptedUntilPrefix + run.Previous] = null });
        run.Roll(run.Secrets, Name);
    }

    public override void Undo(RotationRun run)
    {
        run.Restore(run.Secrets, run.Previous);
        run.RollBack(run.Secrets, Name);
    }
}
