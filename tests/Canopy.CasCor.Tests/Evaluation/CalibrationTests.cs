namespace Canopy.CasCor.Tests.Evaluations;

public sealed class CalibrationTests
{
    [Fact]
    public void Calibration_OneOutput_ComparesScoresWithTheShareOfClass1()
    {
        // Scores 0.9, 0.6, 0.3 of class 1 and 0.6, 0.2, 0.1 of class 0: means 0.2 and 0.7, observed 1/3 and 2/3.
        Calibration calibration = Calibrate([0.4f, 0.1f, -0.2f, 0.1f, -0.3f, -0.4f], Outputs.TwoClasses(1, 1, 1, 0, 0, 0), bins: 2);

        Assert.Equal((0.0, 0.5, 3), (calibration.Bins[0].From, calibration.Bins[0].To, calibration.Bins[0].Count));
        Assert.Equal((0.5, 1.0, 3), (calibration.Bins[1].From, calibration.Bins[1].To, calibration.Bins[1].Count));
        Assert.Equal((0.2, 1.0 / 3), (Math.Round(calibration.Bins[0].MeanScore, 6), calibration.Bins[0].Observed));
        Assert.Equal((0.7, 2.0 / 3), (Math.Round(calibration.Bins[1].MeanScore, 6), calibration.Bins[1].Observed));
        Assert.Equal((0.5 * ((1.0 / 3) - 0.2)) + (0.5 * (0.7 - (2.0 / 3))), calibration.ExpectedError, 6);
    }

    [Fact]
    public void Calibration_SeveralOutputs_ComparesTheWinnersScoreWithTheShareOfRightOnes()
    {
        // Winners' scores 0.8, 0.7 and 0.75, of which the last is wrong.
        float[] outputs = [0.3f, -0.5f, -0.5f, -0.5f, 0.2f, -0.5f, 0.25f, -0.5f, -0.5f];

        Calibration calibration = Calibrate(outputs, Outputs.Classes(3, 0, 1, 2), bins: 1);

        Assert.Equal((3, 0.75, 2.0 / 3), (calibration.Bins[0].Count, Math.Round(calibration.Bins[0].MeanScore, 6), calibration.Bins[0].Observed));
        Assert.Equal(0.75 - (2.0 / 3), calibration.ExpectedError, 6);
    }

    [Fact]
    public void Calibration_Scores_AreCutOffAndTheLastBinTakesOne()
    {
        Calibration calibration = Calibrate([-3f, -0.5f, 0.5f, 3f], Outputs.TwoClasses(0, 0, 1, 1), bins: 10, Activation.Linear);

        Assert.Equal((2, 0.0, 0.0), (calibration.Bins[0].Count, calibration.Bins[0].MeanScore, calibration.Bins[0].Observed));
        Assert.Equal((2, 1.0, 1.0), (calibration.Bins[9].Count, calibration.Bins[9].MeanScore, calibration.Bins[9].Observed));
        Assert.Equal((0, double.NaN, double.NaN), (calibration.Bins[5].Count, calibration.Bins[5].MeanScore, calibration.Bins[5].Observed));
        Assert.Equal(0.0, calibration.ExpectedError);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void Calibration_AbsurdNumberOfBins_Throws(int bins)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Calibrate([0f, 0f], Outputs.TwoClasses(0, 1), bins));

    private static Calibration Calibrate(float[] outputs, Dataset data, int bins, Activation activation = Activation.Sigmoid)
        => Evaluation.Of(outputs, activation, data, bins).Classification!.Calibration;
}
