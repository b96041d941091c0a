using System.Runtime.Intrinsics;
using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>Targets as padded rows, and the figures that compare outputs with them.</summary>
internal sealed unsafe class OutputTargets
{
    private readonly Dataset _data;
    private readonly AlignedBuffer _targets;
    private readonly AlignedBuffer? _classes;
    private readonly double _standardDeviation;

    public OutputTargets(Dataset data)
    {
        _data = data;
        Stride = ActivationCache.StrideFor(data.Patterns);
        _targets = new AlignedBuffer(checked(data.Outputs * Stride));
        ReadOnlySpan<float> values = data.TargetValues;
        for (int p = 0; p < data.Patterns; p++)
        {
            for (int o = 0; o < data.Outputs; o++)
                Row(o)[p] = values[(p * data.Outputs) + o];
        }

        if (data.Kind is ProblemKind.Regression)
        {
            _standardDeviation = StandardDeviation(values);
        }
        else if (data.Outputs > 1)
        {
            _classes = new AlignedBuffer(Stride);
            for (int p = 0; p < data.Patterns; p++)
                _classes.Pointer[p] = data.ClassOf(p);
        }
    }

    public int Stride { get; }

    public float* Row(int output) => _targets.Pointer + ((nint)output * Stride);

    public EpochFigures Figures(in OutputFigures sums, bool crossEntropy, AlignedBuffer outputs, int vectors)
    {
        double mean = sums.Error / ((double)_data.Patterns * (crossEntropy ? 1 : _data.Outputs));
        if (_data.Kind is ProblemKind.Regression)
            return new EpochFigures(sums.Error, Math.Sqrt(mean) / _standardDeviation, (float)mean, float.NaN, 0);

        int wrong = _classes is null ? sums.WrongSigns : WrongClasses(outputs, vectors);
        float accuracy = (float)((double)(_data.Patterns - wrong) / _data.Patterns);
        return new EpochFigures(sums.Error, double.NaN, (float)mean, accuracy, sums.ErrorBits);
    }

    /// <summary>Patterns whose largest output (the first of equals) is not that of their class. Padding is class 0 with equal outputs.</summary>
    private int WrongClasses(AlignedBuffer outputs, int vectors)
    {
        Vector512<int> wrong = Vector512<int>.Zero;
        for (int i = 0; i < vectors * Lanes.Count; i += Lanes.Count)
        {
            Vector512<float> best = Vector512.Load(outputs.Pointer + i);
            Vector512<float> winner = Vector512<float>.Zero;
            for (int o = 1; o < _data.Outputs; o++)
            {
                Vector512<float> value = Vector512.Load(outputs.Pointer + ((nint)o * Stride) + i);
                Vector512<float> larger = Vector512.GreaterThan(value, best);
                best = Vector512.ConditionalSelect(larger, value, best);
                winner = Vector512.ConditionalSelect(larger, Vector512.Create((float)o), winner);
            }

            wrong += Vector512<int>.One + Vector512.Equals(winner, Vector512.Load(_classes!.Pointer + i)).AsInt32();
        }

        return Vector512.Sum(wrong);
    }

    private static double StandardDeviation(ReadOnlySpan<float> values)
    {
        double mean = 0;
        foreach (float value in values)
            mean += value;
        mean /= values.Length;

        double squares = 0;
        foreach (float value in values)
            squares += (value - mean) * (value - mean);
        return Math.Sqrt(squares / (values.Length - 1));
    }
}
