namespace Canopy.CasCor;

/// <summary>Whether targets are classes or values.</summary>
public enum ProblemKind
{
    /// <summary>Targets are class labels coded as −0.5 and +0.5: one output for two classes, else one output per class.</summary>
    Classification = 0,

    /// <summary>Targets are real values.</summary>
    Regression = 1,
}
