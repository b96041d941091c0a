using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Data;

/// <summary>Collects patterns for a classification data set.</summary>
internal sealed class PatternList(int classes)
{
    private readonly List<float> _inputs = [];
    private readonly List<float> _targets = [];

    private int Outputs => classes == 2 ? 1 : classes;

    public void Add(int label, params ReadOnlySpan<float> inputs)
    {
        _inputs.AddRange(inputs);
        if (classes == 2)
        {
            _targets.Add(label == 1 ? 0.5f : -0.5f);
            return;
        }

        for (int c = 0; c < classes; c++)
            _targets.Add(label == c ? 0.5f : -0.5f);
    }

    /// <summary>Adds a point of the plane, moved by noise; without noise no random number is drawn.</summary>
    public void AddPoint(int label, double x, double y, double noise, Xoshiro256 random)
    {
        if (noise > 0)
        {
            x += noise * random.NextNormal();
            y += noise * random.NextNormal();
        }

        Add(label, (float)x, (float)y);
    }

    public Dataset ToDataset(string name, int inputs)
        => new(name, ProblemKind.Classification, inputs, Outputs, [.. _inputs], [.. _targets]);
}
