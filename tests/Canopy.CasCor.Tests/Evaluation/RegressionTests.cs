namespace Canopy.CasCor.Tests.Evaluations;

/// <summary>Figures of values against values computed by hand.</summary>
public sealed class RegressionTests
{
    [Fact]
    public void Figures_OneOutput_AreTheDefinitions()
    {
        // Targets 1, 2, 3, 6: mean 3, squares about it 14. Errors 1, −1, 0, −2.
        var evaluation = Evaluation.Of([2f, 1f, 3f, 4f], Activation.Linear, Outputs.Values(1, [1f, 2f, 3f, 6f]));
        RegressionFigures figures = evaluation.Regression!;

        Assert.Equal((1.5, 1.5), (evaluation.Loss, figures.MeanSquaredError));
        Assert.Equal(Math.Sqrt(1.5), figures.RootMeanSquaredError, 12);
        Assert.Equal(1.0, figures.MeanAbsoluteError, 12);
        Assert.Equal(1 - (6.0 / 14), figures.RSquared, 12);
        Assert.Equal(Math.Sqrt(1.5) / Math.Sqrt(14.0 / 3), figures.ErrorIndex, 12);
        Assert.Null(evaluation.Classification);
    }

    [Fact]
    public void Figures_TwoStandardisedOutputs_AreOfEachInItsRawUnit()
    {
        // Errors of the first: 1, −1; of the second: 0, 2. Deviations 10 and 3.
        Dataset data = Outputs.Values(2, [0f, 0f, 2f, 4f], new Standardisation([100f, -5f], [10f, 3f]));

        RegressionFigures figures = Evaluation.Of([1f, 0f, 1f, 6f], Activation.Linear, data).Regression!;

        Assert.Equal((1.5, 1.0), (figures.MeanSquaredError, figures.MeanAbsoluteError));
        Assert.Equal(new OutputErrors(0, 100, 10, 10, 0), figures.Outputs[0]);
        Assert.Equal((1, 18.0, 3.0, 0.5), (figures.Outputs[1].Index, Math.Round(figures.Outputs[1].MeanSquaredError, 9), figures.Outputs[1].MeanAbsoluteError, figures.Outputs[1].RSquared));
        Assert.Equal(0.25, figures.RSquared, 12);
    }

    [Fact]
    public void Figures_TargetThatNeverVaries_HaveNoRSquared()
    {
        Dataset part = Outputs.Values(1, [1f, 1f, 3f]).Select([0, 1]);

        RegressionFigures figures = Evaluation.Of([1f, 2f], Activation.Linear, part).Regression!;

        Assert.Equal((0.5, double.NaN, double.NaN), (figures.MeanSquaredError, figures.RSquared, figures.ErrorIndex));
    }

    [Fact]
    public void Figures_OutputThatIsInfinite_AreInfiniteAndDoNotThrow()
    {
        RegressionFigures figures = Evaluation.Of([float.PositiveInfinity, 2f], Activation.Linear, Outputs.Values(1, [1f, 2f])).Regression!;

        Assert.Equal((double.PositiveInfinity, double.NegativeInfinity), (figures.MeanAbsoluteError, figures.RSquared));
    }
}
