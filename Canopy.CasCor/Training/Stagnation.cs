namespace Canopy.CasCor.Training;

/// <summary>
/// The rule that ends a phase: after a change of more than the threshold, patience epochs without another; or the phase's
/// most epochs. A change for the worse counts as one. The output phase starts its patience at once, the candidate phase
/// at the first change.
/// </summary>
internal struct Stagnation
{
    private const int Never = -1;

    public int Epochs;
    public int LastChange;
    public bool HasReference;
    public double Reference;

    public static Stagnation OfOutputs => new() { LastChange = 0 };

    public static Stagnation OfCandidates => new() { LastChange = Never };

    /// <summary>Counts one epoch and its error or score; true when the phase is over.</summary>
    public bool IsOverAfter(double value, PhaseOptions options)
    {
        Epochs++;
        bool stagnant = false;
        if (!HasReference)
        {
            HasReference = true;
            Reference = value;
        }
        else if (Math.Abs(value - Reference) > Math.Abs(Reference) * options.ChangeThreshold)
        {
            Reference = value;
            LastChange = Epochs;
        }
        else
        {
            stagnant = LastChange != Never && Epochs - LastChange >= options.Patience;
        }

        return stagnant || Epochs >= options.MaxEpochs;
    }
}
