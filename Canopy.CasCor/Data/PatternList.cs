using System.Runtime.InteropServices;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Data;

/// <summary>Collects patterns for a classification data set.</summary>
internal sealed class PatternList(int classes)
{
    private readonly List<float> _inputs = [];
    private readonly List<int> _labels = [];

    public void Add(int label, params ReadOnlySpan<float> inputs)
    {
        _inputs.AddRange(inputs);
        _labels.Add(label);
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
    {
        float[] targets = ClassTargets.Encode(CollectionsMarshal.AsSpan(_labels), classes);
        return new Dataset(name, ProblemKind.Classification, inputs, ClassTargets.Outputs(classes), [.. _inputs], targets);
    }
}
