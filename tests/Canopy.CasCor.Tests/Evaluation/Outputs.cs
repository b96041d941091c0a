namespace Canopy.CasCor.Tests.Evaluations;

/// <summary>Data sets of which only the targets matter.</summary>
internal static class Outputs
{
    /// <summary>Two classes, one output.</summary>
    public static Dataset TwoClasses(params int[] classes) => Data(ProblemKind.Classification, 1, [.. classes.Select(c => c - 0.5f)]);

    /// <summary>One output per class.</summary>
    public static Dataset Classes(int count, params int[] classes)
        => Data(ProblemKind.Classification, count, [.. classes.SelectMany(c => Enumerable.Range(0, count).Select(o => o == c ? 0.5f : -0.5f))]);

    public static Dataset Values(int outputs, float[] targets, Standardisation? standardised = null)
        => Data(ProblemKind.Regression, outputs, targets, new DataDescription { Targets = standardised });

    private static Dataset Data(ProblemKind kind, int outputs, float[] targets, DataDescription? description = null)
        => new("outputs", kind, 1, outputs, [.. Enumerable.Range(0, targets.Length / outputs).Select(i => (float)i)], targets, description);
}
