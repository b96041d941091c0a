namespace Canopy.CasCor.Tests.Data;

/// <summary>The files of the folder samples, against what their sources say of them.</summary>
public sealed class SampleTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.csv").Select(f => Path.GetFileName(f)!)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "samples");

    [Fact]
    public void Iris_Imported_HasThreeClassesOfFifty()
    {
        CsvImportResult result = Import("iris.csv", new CsvImportOptions());

        Dataset data = result.Dataset;
        Assert.Equal((ProblemKind.Classification, 150, 4, 3), (data.Kind, data.Patterns, data.Inputs, data.Classes));
        Assert.Equal([new CsvClassReport("setosa", 50), new CsvClassReport("versicolor", 50), new CsvClassReport("virginica", 50)], result.Report.Classes);
        AssertNear([5.843f, 3.057f, 3.758f, 1.199f], data.Description.Inputs!.Means, 0.001);
        AssertNear([0.825f, 0.434f, 1.759f, 0.760f], data.Description.Inputs.Deviations, 0.001);
    }

    [Fact]
    public void Wine_Imported_HasThreeCultivars()
    {
        CsvImportResult result = Import("wine.csv", new CsvImportOptions());

        Assert.Equal((178, 13), (result.Dataset.Patterns, result.Dataset.Inputs));
        Assert.Equal([59, 71, 48], result.Report.Classes.Select(c => c.Patterns));
        AssertNear([13.0f, 2.34f, 2.37f, 19.5f, 99.7f], result.Dataset.Description.Inputs!.Means.Take(5), 0.05);
    }

    [Fact]
    public void BreastCancer_Imported_HasTwoClassesAndOneOutput()
    {
        CsvImportResult result = Import("breast-cancer.csv", new CsvImportOptions());

        Assert.Equal((569, 30, 1), (result.Dataset.Patterns, result.Dataset.Inputs, result.Dataset.Outputs));
        Assert.Equal([new CsvClassReport("benign", 357), new CsvClassReport("malignant", 212)], result.Report.Classes);
    }

    [Fact]
    public void Penguins_Species_LeavesOutTextAndIncompleteRows()
    {
        CsvImportResult result = Import(
            "penguins.csv", new CsvImportOptions { Targets = ["species"], LeaveOut = ["island", "sex", "year"], Missing = MissingValues.DropRow });

        Assert.Equal((344, 2, 342), (result.Report.RowsRead, result.Report.RowsDropped, result.Dataset.Patterns));
        Assert.Equal([new CsvClassReport("Adelie", 151), new CsvClassReport("Chinstrap", 68), new CsvClassReport("Gentoo", 123)], result.Report.Classes);
        Assert.Equal(2, result.Report.Columns.Single(c => c.Name == "bill_depth_mm").Missing);
    }

    [Fact]
    public void Penguins_BodyMass_IsARegressionInGrams()
    {
        Dataset data = Import(
            "penguins.csv", new CsvImportOptions { Targets = ["body_mass_g"], LeaveOut = ["species", "island", "sex"], Missing = MissingValues.FillMean }).Dataset;

        Assert.Equal((ProblemKind.Regression, 342, 4), (data.Kind, data.Patterns, data.Inputs));
        AssertNear([4201.75f], data.Description.Targets!.Means, 0.01);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Sample_Any_IsNamedWithItsLicence(string file)
    {
        string readme = File.ReadAllText(Path.Combine(Folder, "README.md"));
        string[] sections = readme.Split("\n## ");

        string section = Assert.Single(sections, s => s.Contains($"`{file}`", StringComparison.Ordinal));
        Assert.Contains("Licence:", section, StringComparison.Ordinal);
        Assert.Contains("Source:", section, StringComparison.Ordinal);
    }

    [Fact]
    public void Iris_Trained_IsLearnt()
    {
        Dataset data = Import("iris.csv", new CsvImportOptions()).Dataset;
        using var trainer = new Trainer(data, TrainingPresets.Fahlman1990 with { MaxHiddenUnits = 5 }, seed: 1);
        while (trainer.TrainEpoch())
        {
        }

        Assert.InRange(trainer.Result!.Value.Accuracy, 0.97, 1.0);
    }

    private static CsvImportResult Import(string file, CsvImportOptions options)
    {
        using FileStream stream = File.OpenRead(Path.Combine(Folder, file));
        return CsvImport.Read(stream, options);
    }

    private static void AssertNear(IEnumerable<float> expected, IEnumerable<float> actual, double tolerance)
        => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
}
