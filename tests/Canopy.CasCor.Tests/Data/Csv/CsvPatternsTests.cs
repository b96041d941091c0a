using System.Text;

namespace Canopy.CasCor.Tests.Data.Csv;

/// <summary>CSV files for a model that is trained already.</summary>
public sealed class CsvPatternsTests
{
    private const string Flowers = "length,width,kind\n1,10,rose\n3,40,daisy\n5,70,rose\n9,20,daisy\n";
    private const string Areas = "height,width,area\n1,2,2\n3,4,12\n5,2,10\n2,2,4\n";

    [Fact]
    public void ReadInputs_OtherOrderAndColumns_AreFoundByName()
    {
        float[] inputs = Inputs("kind,width,note,length\nrose,10,x,1\n?,40,,3\n", Model(Flowers));

        Assert.Equal([1f, 10f, 3f, 40f], inputs);
    }

    [Fact]
    public void ReadInputs_NoHeader_AreTakenInOrder() => Assert.Equal([1f, 10f, 3f, 40f], Inputs("1,10\n3,40\n", Model(Flowers)));

    [Fact]
    public void ReadInputs_ModelWithoutNames_AreTakenInOrder()
    {
        Dataset circles = Generators.Generate("circles");
        using var trainer = new Trainer(circles, TrainingPresets.Fahlman1990, seed: 1);

        Assert.Equal([1f, 10f], Inputs("x,y\n1,10\n", new TrainedModel(trainer.Network, circles)));
    }

    [Theory]
    [InlineData("length,breadth\n1,2\n", "file", "There is no column \"width\"")]
    [InlineData("1,2,3\n", "file", "There are 3 columns besides targets; the model has 2 inputs")]
    [InlineData("length,width\n1,x\n", "line[2].column[2]", "is not a number")]
    [InlineData("length,width\n1,\n", "line[2].column[2]", "the value is missing")]
    [InlineData("length,width\n1\n", "line[2]", "the number of fields is 1")]
    [InlineData("length,width\n", "file", "There is no row of data")]
    [InlineData("", "file", "The file is empty")]
    public void ReadInputs_BadFile_IsNamedByField(string text, string field, string message)
    {
        var error = Assert.Single(Assert.Throws<InvalidDataSetException>(() => Inputs(text, Model(Flowers))).Errors);

        Assert.Equal(field, error.Field);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadInputs_FillMean_TakesTheMeanOfTraining()
    {
        var options = new CsvImportOptions { Missing = MissingValues.FillMean };

        Assert.Equal([4.5f, 10f], Inputs("length,width\nNA,10\n", Model(Flowers), options));
        Assert.Throws<InvalidDataSetException>(() => Inputs("length,width\nNA,10\n", Model(Flowers, standardise: false), options));
    }

    [Fact]
    public void ReadInputs_DropRow_LeavesTheRowOut()
        => Assert.Equal([3f, 40f], Inputs("length,width\nNA,10\n3,40\n", Model(Flowers), new CsvImportOptions { Missing = MissingValues.DropRow }));

    [Theory]
    [InlineData(Flowers)]
    [InlineData(Areas)]
    public void ReadDataset_FileOfTraining_IsTheDataOfTraining(string text)
    {
        Dataset trained = CsvText.Import(text, new CsvImportOptions()).Dataset;

        Dataset read = Data(text, Model(text));

        Assert.Equal(trained.Hash, read.Hash);
    }

    [Fact]
    public void ReadDataset_OneClass_HasTheCodesOfTheModel()
    {
        Dataset read = Data("length,width,kind\n1,10,rose\n1,10,rose\n", Model(Flowers));

        Assert.Equal([1, 1], [read.ClassOf(0), read.ClassOf(1)]);
    }

    [Fact]
    public void ReadDataset_NumberedClasses_MayBeWrittenOtherwise()
    {
        TrainedModel model = Model("x,y\n1,1\n2,0\n3,1\n", kind: ProblemKind.Classification);

        Dataset read = Data("x,y\n1,1.0\n2,0e0\n", model);

        Assert.Equal([1, 0], [read.ClassOf(0), read.ClassOf(1)]);
    }

    [Fact]
    public void ReadDataset_TargetByNumber_IsTaken()
        => Assert.Equal(1, Data("kind,length,width\nrose,1,2\n", Model(Flowers), new CsvImportOptions { Targets = ["1"] }).ClassOf(0));

    [Theory]
    [InlineData("length,width,kind\n1,10,tulip\n", "line[2].column[3]", "\"tulip\" is no class of the model; its classes are daisy, rose")]
    [InlineData("length,width,kind\n1,10,\n", "line[2].column[3]", "the value is missing")]
    public void ReadDataset_BadTarget_IsNamedByField(string text, string field, string message)
    {
        var error = Assert.Single(Assert.Throws<InvalidDataSetException>(() => Data(text, Model(Flowers))).Errors);

        Assert.Equal(field, error.Field);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MutatedFile_GivesDataOrMistakes()
    {
        TrainedModel[] models = [Model(Flowers), Model(Areas), Model(Areas, standardise: false)];
        MissingValues[] ways = [MissingValues.Refuse, MissingValues.DropRow, MissingValues.FillMean];
        var random = new Random(5);
        int readable = 0;
        for (int i = 0; i < 6_000; i++)
        {
            TrainedModel model = models[random.Next(models.Length)];
            byte[] bytes = Encoding.UTF8.GetBytes(model.Kind is ProblemKind.Regression ? Areas : Flowers);
            for (int n = random.Next(1, 5); n > 0; n--)
                bytes[random.Next(bytes.Length)] = (byte)",;\"\n NA?.-e19x\0\xFF"[random.Next(16)];
            var options = new CsvImportOptions { Missing = ways[random.Next(ways.Length)] };
            try
            {
                using var stream = new MemoryStream(bytes);
                int patterns = i % 2 == 0
                    ? CsvPatterns.ReadInputs(stream, model, options).Length / model.Inputs
                    : CsvPatterns.ReadDataset(stream, model, options).Patterns;
                Assert.InRange(patterns, 1, 30);
                readable++;
            }
            catch (InvalidDataSetException exception)
            {
                Assert.InRange(exception.Errors.Count, 1, 20);
            }
        }

        Assert.InRange(readable, 100, 5_900);
    }

    /// <summary>A model of a file, trained for no epoch.</summary>
    private static TrainedModel Model(string text, bool standardise = true, ProblemKind? kind = null)
    {
        var options = new CsvImportOptions { Kind = kind, StandardiseInputs = standardise, StandardiseTargets = standardise };
        Dataset data = CsvText.Import(text, options).Dataset;
        using var trainer = new Trainer(data, TrainingPresets.Fahlman1990, seed: 1);
        return new TrainedModel(trainer.Network, data);
    }

    private static float[] Inputs(string text, TrainedModel model, CsvImportOptions? options = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return CsvPatterns.ReadInputs(stream, model, options);
    }

    private static Dataset Data(string text, TrainedModel model, CsvImportOptions? options = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return CsvPatterns.ReadDataset(stream, model, options);
    }
}
