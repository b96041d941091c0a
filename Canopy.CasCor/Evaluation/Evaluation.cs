namespace Canopy.CasCor;

/// <summary>How well outputs fit the targets of a data set: the data trained on, validation data, or any other.</summary>
/// <remarks>
/// Definitions, with formulas and sources, are in docs/evaluation.md. A figure that is not defined is NaN; nothing here throws for
/// what the numbers are. Sums are in float64, in the order of the patterns: the same outputs give the same figures.
/// </remarks>
public sealed record Evaluation
{
    /// <summary>Bins of <see cref="Calibration"/> unless asked otherwise.</summary>
    public const int DefaultCalibrationBins = 10;

    private Evaluation()
    {
    }

    /// <summary>Number of patterns, N.</summary>
    public int Patterns { get; private init; }

    /// <summary>What training makes smaller: <see cref="CrossEntropy"/> with softmax outputs, else <see cref="MeanSquaredError"/>.</summary>
    public double Loss => double.IsNaN(CrossEntropy) ? MeanSquaredError : CrossEntropy;

    /// <summary>Σ (out − target)² / (N · outputs). Against softmax outputs the class codes −0.5 and 0.5 count as 0 and 1.</summary>
    public double MeanSquaredError { get; private init; }

    /// <summary>Mean of −ln p over the patterns, p the probability given to the pattern's class; NaN unless outputs are softmax.</summary>
    public double CrossEntropy { get; private init; } = double.NaN;

    /// <summary>Figures of a classifier; null for regression.</summary>
    public ClassificationFigures? Classification { get; private init; }

    /// <summary>Figures of values; null for classification.</summary>
    public RegressionFigures? Regression { get; private init; }

    /// <summary>Evaluates a network. Its inputs and outputs are those of the data set, standardised if that is.</summary>
    /// <param name="network">Has the data set's shape.</param>
    /// <param name="data">Patterns to evaluate on.</param>
    /// <param name="calibrationBins">Bins of the reliability diagram. Range [1, 1000].</param>
    /// <exception cref="ArgumentException">The network has another shape than the data.</exception>
    public static Evaluation Of(Network network, Dataset data, int calibrationBins = DefaultCalibrationBins)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        if (network.Inputs != data.Inputs || network.Outputs != data.Outputs)
            throw new ArgumentException($"The network has {network.Inputs} inputs and {network.Outputs} outputs, the data {data.Inputs} and {data.Outputs}.", nameof(network));

        float[] outputs = new float[data.TargetValues.Length];
        network.Predict(data.InputValues, outputs);
        return Of(outputs, network.OutputActivation, data, calibrationBins);
    }

    /// <summary>Evaluates outputs that a network gave.</summary>
    /// <param name="outputs">N × outputs, row by row, in the unit of the data set's targets.</param>
    /// <param name="outputActivation">Of the network: says what an output means.</param>
    /// <param name="data">The patterns that the outputs are for.</param>
    /// <param name="calibrationBins">Bins of the reliability diagram. Range [1, 1000].</param>
    /// <exception cref="ArgumentException">The outputs do not fit the data.</exception>
    public static Evaluation Of(ReadOnlySpan<float> outputs, Activation outputActivation, Dataset data, int calibrationBins = DefaultCalibrationBins)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(calibrationBins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(calibrationBins, 1000);
        if (outputs.Length != data.TargetValues.Length)
            throw new ArgumentException($"There must be {data.Patterns} x {data.Outputs} outputs.", nameof(outputs));

        if (data.Kind is ProblemKind.Regression)
        {
            RegressionFigures figures = RegressionFigures.Of(outputs, data);
            return new Evaluation { Patterns = data.Patterns, MeanSquaredError = figures.MeanSquaredError, Regression = figures };
        }

        var meaning = new OutputMeaning(outputActivation);
        return new Evaluation
        {
            Patterns = data.Patterns,
            MeanSquaredError = meaning.MeanSquaredError(outputs, data.TargetValues),
            CrossEntropy = meaning.IsProbability ? OutputMeaning.CrossEntropy(outputs, data) : double.NaN,
            Classification = ClassificationFigures.Of(outputs, meaning, data, calibrationBins),
        };
    }
}
