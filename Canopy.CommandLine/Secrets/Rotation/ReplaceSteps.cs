namespace Canopy.CommandLine.Secrets.Rotation;

/// <summary>A value that is replaced at once; while pods are replaced, some have the old one and some the new.</summary>
/// <param name="endsPrevious">Whether a value before is accepted no longer.</param>
internal sealed class ReplaceStep(bool endsPrevious) : RotationStep("replace", "replacing the value, pod by pod")
{
    public override void Do(RotationRun run)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal) { [run.Key] = run.New };
        if (endsPrevious)
        {
            values[run.Previous] = null;
        }

        run.Change(run.Secrets, values);
        run.Roll(run.Secrets, Name);
    }

    public override void Undo(RotationRun run)
    {
        run.Restore(run.Secrets, run.Key, run.Previous);
        run.RollBack(run.Secrets, Name);
    }
}
