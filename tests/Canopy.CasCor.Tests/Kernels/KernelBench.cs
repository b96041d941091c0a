using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;
using Canopy.CasCor.Tests.Training;
using Canopy.CasCor.Training;

namespace Canopy.CasCor.Tests.Kernels;

/// <summary>Random activations, weights and residuals of one shape, and comparisons of kernels with plain loops over them.</summary>
internal sealed unsafe class KernelBench
{
    private readonly Random _random;
    private readonly int _patterns;
    private readonly int _outputs;
    private readonly List<float[]> _rows = [];
    private readonly ActivationCache _cache;
    private readonly PatternRows _patternRows;

    public KernelBench(int patterns, int rows, int outputs)
    {
        _random = new Random((patterns * 100) + rows);
        _patterns = patterns;
        _outputs = outputs;
        _rows.Add([.. Enumerable.Repeat(1f, patterns)]);
        for (int row = 1; row < rows; row++)
            _rows.Add(Values(patterns));
        _cache = new ActivationCache(Patterns(), 0, megabytes: 1);
        _patternRows = _cache.Tile(0, 0, new TileScratch());
    }

    public void AssertCandidatesEqualPlainLoop(Activation activation)
    {
        var residuals = new ResidualRows(_patterns, _outputs, _patternRows.Stride);
        float[][] plainResiduals = [.. Enumerable.Range(0, _outputs).Select(_ => Values(_patterns))];
        for (int o = 0; o < _outputs; o++)
            plainResiduals[o].CopyTo(new Span<float>(residuals.Pointer + (o * residuals.Stride), _patterns));

        // Decay 0 and epsilon 1: the first step is minus the slope, so that the weights tell it.
        var quickprop = new PhaseOptions { Epsilon = 1, Decay = 0 };
        var task = new CandidateEpochTask(_cache, residuals, CandidateObjective.Covariance, quickprop, Updates: 0, InDouble: false, CorrelationsOnly: false);
        var block = new CandidateBlock(_outputs, _rows.Count);
        block.Clear(_rows.Count, outputWeights: 0);
        for (int lane = 0; lane < CandidateBlock.Size; lane++)
            block.SetActivation(lane, activation);
        float[][] weights = [.. Enumerable.Range(0, 4).Select(_ => Values(_rows.Count))];
        float[][] previous = [.. Enumerable.Range(0, 4).Select(_ => Values(_outputs))];
        for (int lane = 0; lane < 4; lane++)
        {
            block.CopyFrom(CandidateVector.Weights, lane, weights[lane]);
            block.CopyFrom(CandidateVector.Correlations, lane, previous[lane]);
        }

        block.TrainEpoch(task);

        for (int lane = 0; lane < 4; lane++)
        {
            (float[] correlations, float[] slopes) = PlainCandidate(activation, weights[lane], plainResiduals, previous[lane]);
            Assert.Equal(correlations, block.ToArray(CandidateVector.Correlations, lane));
            Assert.Equal(slopes, block.ToArray(CandidateVector.PreviousSlopes, lane));
            Assert.Equal(weights[lane].Zip(slopes, (w, s) => w - s), block.ToArray(CandidateVector.Weights, lane));
        }
    }

    public void AssertOutputsEqualPlainLoop()
    {
        const float Offset = 0.1f;
        const float Threshold = 0.35f;
        float[] weights = Values(_rows.Count);
        float[] targets = [.. Values(_patterns).Select(v => v > 0 ? 0.5f : -0.5f)];
        float[] outputs = new float[_patterns];
        float[] differences = new float[_patterns];
        float[] errors = new float[_patterns];
        for (int p = 0; p < _patterns; p++)
        {
            (outputs[p], float derivative) = PlainSums.Activate(Activation.Sigmoid, PlainSums.Net(weights, _rows, p));
            differences[p] = outputs[p] - targets[p];
            errors[p] = differences[p] * (derivative + Offset);
        }

        (OutputFigures figures, float[] actualErrors, double[] slopes) = RunOutputKernels(weights, targets, Offset, Threshold);

        Assert.Equal(errors, actualErrors);
        Assert.Equal(PlainSums.Dot(differences, differences), figures.Error);
        Assert.Equal(differences.Count(d => MathF.Abs(d) > Threshold), figures.ErrorBits);
        Assert.Equal(Enumerable.Range(0, _patterns).Count(p => outputs[p] > 0 != targets[p] > 0), figures.WrongSigns);
        Assert.Equal(_rows.Select(row => PlainSums.Dot(errors, row)), slopes);
    }

    public void AssertUnitEqualsPlainLoop()
    {
        float[] weights = Values(_rows.Count);
        var values = new AlignedBuffer(_patternRows.Stride);
        fixed (float* w = weights)
            UnitKernel<GaussianFunction>.Forward(_patternRows, w, values.Pointer);

        for (int p = 0; p < _patterns; p++)
            Assert.Equal(PlainSums.Activate(Activation.Gaussian, PlainSums.Net(weights, _rows, p)).Value, values.Span[p]);
        Assert.Equal(-1, values.Span[_patterns..].IndexOfAnyExcept(0f));
    }

    private (OutputFigures Figures, float[] Errors, double[] Slopes) RunOutputKernels(float[] weights, float[] targets, float offset, float threshold)
    {
        var (targetRow, outputRow, errorRow) = (new AlignedBuffer(_patternRows.Stride), new AlignedBuffer(_patternRows.Stride), new AlignedBuffer(_patternRows.Stride));
        targets.CopyTo(targetRow.Span);
        OutputFigures figures = default;
        double[] slopes = new double[_rows.Count];
        fixed (float* w = weights)
        fixed (double* s = slopes)
        {
            var rows = new OutputRows
            {
                Weights = w,
                Targets = targetRow.Pointer,
                Outputs = outputRow.Pointer,
                Errors = errorRow.Pointer,
                PrimeOffset = offset,
                ErrorBitThreshold = threshold,
            };
            for (int first = 0; first < _patternRows.Vectors; first += Lanes.TileVectors)
            {
                int vectors = Math.Min(Lanes.TileVectors, _patternRows.Vectors - first);
                OutputKernel<SigmoidFunction>.Forward(_patternRows, rows, first, vectors, ref figures);
                SlopeKernel.One(_patternRows, errorRow.Pointer, first, vectors, s);
            }
        }

        return (figures, errorRow.Span[.._patterns].ToArray(), slopes);
    }

    private (float[] Correlations, float[] Slopes) PlainCandidate(Activation activation, float[] weights, float[][] residuals, float[] previous)
    {
        float[] values = new float[_patterns];
        float[] deltas = new float[_patterns];
        for (int p = 0; p < _patterns; p++)
        {
            (values[p], float derivative) = PlainSums.Activate(activation, PlainSums.Net(weights, _rows, p));
            float pull = 0f;
            for (int o = 0; o < _outputs; o++)
                pull += previous[o] < 0f ? residuals[o][p] : -residuals[o][p];
            deltas[p] = derivative * pull;
        }

        return ([.. residuals.Select(r => (float)PlainSums.Dot(values, r))], [.. _rows.Select(row => (float)PlainSums.Dot(deltas, row))]);
    }

    /// <summary>The rows as a data set, by way of one that passes its checks however few the patterns.</summary>
    private Dataset Patterns()
    {
        int inputs = _rows.Count - 1;
        float[] values = new float[(_patterns + 2) * inputs];
        for (int p = 0; p < _patterns; p++)
        {
            for (int i = 0; i < inputs; i++)
                values[(p * inputs) + i] = _rows[1 + i][p];
        }

        values.AsSpan(_patterns * inputs, inputs).Fill(2f);
        float[] targets = [.. Enumerable.Range(0, _patterns + 2).Select(p => (float)p)];
        var data = new Dataset("Random", ProblemKind.Regression, inputs, 1, values, targets);
        return data.Select([.. Enumerable.Range(0, _patterns)]);
    }

    private float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (_random.NextSingle() * 2f) - 1f)];
}
