namespace Canopy.CasCor;

/// <summary>Whether targets are classes or values.</summary>
public enum ProblemKind
{
    /// <summary>Targets are class labels coded as −0.5 and +0.5: one output for two classes, else one output per class.</summary>
    Classification = 0,

    /// <summary>Targets are real values.</summary>
    Regression = 1,
}

/// <summary>Patterns to train on: inputs and targets, checked once and never changed.</summary>
public sealed class Dataset
{
    /// <summary>Creates a data set from row-major arrays (pattern after pattern).</summary>
    /// <exception cref="InvalidDataSetException">
    /// No pattern, no input or output; lengths that do not fit; a value that is NaN or infinite; fewer than two classes;
    /// an input or (regression) target that never varies.
    /// </exception>
    public Dataset(string name, ProblemKind kind, int inputs, int outputs, float[] inputValues, float[] targetValues)
        => throw new NotImplementedException();

    /// <summary>What a person calls it.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>Classes or values.</summary>
    public ProblemKind Kind => throw new NotImplementedException();

    /// <summary>Number of patterns, N.</summary>
    public int Patterns => throw new NotImplementedException();

    /// <summary>Inputs per pattern.</summary>
    public int Inputs => throw new NotImplementedException();

    /// <summary>Outputs per pattern.</summary>
    public int Outputs => throw new NotImplementedException();

    /// <summary>N × inputs, row by row.</summary>
    public ReadOnlySpan<float> InputValues => throw new NotImplementedException();

    /// <summary>N × outputs, row by row.</summary>
    public ReadOnlySpan<float> TargetValues => throw new NotImplementedException();

    /// <summary>SHA-256 over kind, shape and values, lower-case hex: the content address of the data.</summary>
    public string Hash => throw new NotImplementedException();
}
