using System.Text;

namespace Canopy.CasCor.Tests.Data.Csv;

public sealed class CsvImportTests
{
    private const string Flowers = "length,width,kind\n1,2,rose\n3,4,daisy\n5,7,rose\n6,9,tulip\n";

    [Fact]
    public void Read_TextInTheLastColumn_MakesClassesInOrdinalOrder()
    {
        CsvImportResult result = CsvText.Import(Flowers);

        Dataset data = result.Dataset;
        Assert.Equal((ProblemKind.Classification, 4, 2, 3), (data.Kind, data.Patterns, data.Inputs, data.Outputs));
        Assert.Equal([1, 2, 3, 4, 5, 7, 6, 9], data.InputValues.ToArray());
        Assert.Equal([1, 0, 1, 2], Enumerable.Range(0, 4).Select(data.ClassOf));
        Assert.Equal(["length", "width"], data.Description.InputNames);
        Assert.Equal(["daisy", "rose", "tulip"], data.Description.ClassLabels);
        Assert.Equal(["daisy", "rose", "tulip"], data.Description.OutputNames);
        Assert.Equal([new CsvClassReport("daisy", 1), new CsvClassReport("rose", 2), new CsvClassReport("tulip", 1)], result.Report.Classes);
    }

    [Fact]
    public void Read_TwoClasses_ShareOneOutput()
    {
        Dataset data = CsvText.Import("a,kind\n1,yes\n2,no\n3,yes\n").Dataset;

        Assert.Equal([0.5f, -0.5f, 0.5f], data.TargetValues.ToArray());
        Assert.Equal(["kind"], data.Description.OutputNames);
        Assert.Equal(["no", "yes"], data.Description.ClassLabels);
    }

    [Fact]
    public void Read_NumbersAsClasses_AreInNumericOrderAndOneClassEach()
    {
        Dataset data = CsvText.Import("a,b\n1,10\n2,9\n3,10.0\n4,-1\n5,9\n", CsvText.Raw with { Kind = ProblemKind.Classification }).Dataset;

        Assert.Equal(["-1", "9", "10"], data.Description.ClassLabels);
        Assert.Equal([2, 1, 2, 0, 1], Enumerable.Range(0, 5).Select(data.ClassOf));
    }

    [Fact]
    public void Read_LongNumbersAsClasses_StayApart()
        => Assert.Equal(["16777216", "16777217"], CsvText.Import("a,b\n1,16777217\n2,16777216\n").Dataset.Description.ClassLabels);

    [Theory]
    [InlineData("0 1 0 1", ProblemKind.Classification)]
    [InlineData("1.5 2.5 1.5 2.5", ProblemKind.Regression)]
    [InlineData("1 2 3 1", ProblemKind.Regression)]
    [InlineData("1 2 3 1 2 3 1 2 3 1 2 3 1 2 3", ProblemKind.Classification)]
    [InlineData("a b a b", ProblemKind.Classification)]
    [InlineData("1 b 1 b", ProblemKind.Classification)]
    public void Read_KindNotTold_FollowsTheTarget(string targets, ProblemKind kind)
    {
        string rows = string.Join('\n', targets.Split(' ').Select((t, i) => $"{i},{t}"));

        Assert.Equal(kind, CsvText.Import("x,y\n" + rows).Dataset.Kind);
    }

    [Fact]
    public void Read_Regression_KeepsValues()
    {
        Dataset data = CsvText.Import("a,b\n1,0.5\n2,-3e2\n4,7\n").Dataset;

        Assert.Equal([0.5f, -300f, 7f], data.TargetValues.ToArray());
        Assert.Equal(["b"], data.Description.OutputNames);
        Assert.Empty(data.Description.ClassLabels);
    }

    [Fact]
    public void Read_TargetsByNameAndNumber_TakesThemFromWhereTheyAre()
    {
        Dataset data = CsvText.Import("y,a,z,b\n1,2,3,4\n5,6,7,9\n", CsvText.Raw with { Targets = ["z", "1"], Kind = ProblemKind.Regression }).Dataset;

        Assert.Equal([3, 1, 7, 5], data.TargetValues.ToArray());
        Assert.Equal([2, 4, 6, 9], data.InputValues.ToArray());
        Assert.Equal(["z", "y"], data.Description.OutputNames);
    }

    [Fact]
    public void Read_ColumnsLeftOut_AreNotRead()
    {
        CsvImportResult result = CsvText.Import("id,a,note,y\nx1,1,\"a, b\",0\nx2,2,,1\n", CsvText.Raw with { LeaveOut = ["id", "3"] });

        Assert.Equal([1, 2], result.Dataset.InputValues.ToArray());
        Assert.Equal(
            [CsvColumnUse.LeftOut, CsvColumnUse.Input, CsvColumnUse.LeftOut, CsvColumnUse.Target],
            result.Report.Columns.Select(c => c.Use));
    }

    [Fact]
    public void Read_LastColumnLeftOut_TakesTheOneBeforeAsTarget()
        => Assert.Equal(["b"], CsvText.Import("a,b,c\n1,2.5,x\n3,4.5,x\n", CsvText.Raw with { LeaveOut = ["c"] }).Dataset.Description.OutputNames);

    [Theory]
    [InlineData("a,b\n1,2.5\n3,4.5\n", true, 2)]
    [InlineData("1,2.5\n3,4.5\n", false, 2)]
    [InlineData(",name\n1,2.5\n3,4.5\n", true, 2)]
    public void Read_HeaderNotTold_IsAFirstRowWithoutNumbers(string text, bool hasHeader, int rows)
    {
        CsvImportReport report = CsvText.Import(text).Report;

        Assert.Equal((hasHeader, rows), (report.HasHeader, report.RowsRead));
        Assert.Equal("column 1", hasHeader && text[0] == 'a' ? "column 1" : report.Columns[0].Name);
    }

    [Fact]
    public void Read_HeaderTold_IsTakenAtItsWord()
    {
        CsvImportReport with = CsvText.Import("2019,2020\n1,2.5\n3,4.5\n", CsvText.Raw with { HasHeader = true }).Report;

        Assert.Equal(["2019", "2020"], with.Columns.Select(c => c.Name));
        Assert.Equal(3, CsvText.Import("NA,yes\n1,yes\n3,no\n", CsvText.Raw with { HasHeader = false, Missing = MissingValues.DropRow }).Report.RowsRead);
    }

    [Theory]
    [InlineData("a,b\n1,2.5\n3,4.5\n", ',')]
    [InlineData("a;b\n1;2.5\n3;4.5\n", ';')]
    [InlineData("a\tb\n1\t2.5\n3\t4.5\n", '\t')]
    [InlineData("a;b;c\n1;\"2,x\";u\n3;\"4,y\";v\n", ';')]
    [InlineData("a,b\n1,x;y\n3,z\n", ',')]
    public void Read_DelimiterNotTold_IsTheOneThatFits(string text, char delimiter)
        => Assert.Equal(delimiter, CsvText.Import(text, CsvText.Raw with { LeaveOut = text.Count(c => c is ';') == 6 ? ["b"] : [] }).Report.Delimiter);

    [Fact]
    public void Read_DelimiterTold_IsTakenAtItsWord()
        => Assert.Equal([1, 3], CsvText.Import("a|b\n1|2,5\n3|4;5\n", CsvText.Raw with { Delimiter = '|' }).Dataset.InputValues.ToArray());

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n\n \n")]
    public void Read_AnyLineEnd_GivesTheSameRows(string end)
    {
        Dataset expected = CsvText.Import(Flowers).Dataset;

        Assert.Equal(expected.Hash, CsvText.Import(Flowers.Replace("\n", end, StringComparison.Ordinal)).Dataset.Hash);
        Assert.Equal(expected.Hash, CsvText.Import(Flowers.TrimEnd()).Dataset.Hash);
    }

    [Fact]
    public void Read_QuotedFields_KeepDelimitersQuotesAndLineEnds()
    {
        Dataset data = CsvText.Import("\"a\", \"the \"\"kind\"\"\" \n\"1\",\"x, y\"\n 2 ,\"x\r\ny\"\n3,x y\n").Dataset;

        Assert.Equal(["a"], data.Description.InputNames);
        Assert.Equal(["x\ny", "x y", "x, y"], data.Description.ClassLabels);
        Assert.Equal([1, 2, 3], data.InputValues.ToArray());
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public void Read_EncodingsWithAndWithoutMark_GiveTheSameText(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("größe,art\n1,Ärger\n2,日本🌸\n")];

        foreach (int chunk in new[] { 1, 3, 4096 })
        {
            using var stream = new SlowStream(bytes, chunk);
            Dataset data = CsvImport.Read(stream, CsvText.Raw).Dataset;

            Assert.Equal(["größe"], data.Description.InputNames);
            Assert.Equal(["Ärger", "日本🌸"], data.Description.ClassLabels);
        }
    }

    [Fact]
    public void Read_TextReader_GivesTheSameAsAStream()
    {
        using var reader = new StringReader("\uFEFF" + Flowers);
        CsvImportResult result = CsvImport.Read(reader, CsvText.Raw);

        Assert.Equal(CsvText.Import(Flowers).Dataset.Hash, result.Dataset.Hash);
        Assert.Equal("length", result.Report.Columns[0].Name);
    }

    [Fact]
    public void Read_LongFile_ReadsEveryRowAcrossItsBuffers()
    {
        var random = new Random(3);
        float[][] rows = [.. Enumerable.Range(0, 5000).Select(_ => Enumerable.Range(0, 7).Select(_ => (random.NextSingle() - 0.5f) * MathF.Pow(10f, random.Next(-30, 30))).ToArray())];
        string text = string.Join("\r\n", rows.Select(row => string.Join(", ", row)));

        Dataset data = CsvText.Import(text).Dataset;

        Assert.Equal((5000, 6), (data.Patterns, data.Inputs));
        Assert.Equal(rows.SelectMany(row => row[..6]), data.InputValues.ToArray());
        Assert.Equal(rows.Select(row => row[6]), data.TargetValues.ToArray());
    }

    [Fact]
    public void Read_Standardised_KeepsHowItWasDone()
    {
        const string Text = "a,b,y\n1,10,100.5\n3,50,200.5\n8,60,900.5\n";
        Dataset raw = CsvText.Import(Text).Dataset;
        Dataset data = CsvText.Import(Text, new CsvImportOptions()).Dataset;

        Assert.Equal(Standardisation.Of(raw.InputValues, columns: 2), data.Description.Inputs);
        Assert.Equal(Standardisation.Of(raw.TargetValues, columns: 1), data.Description.Targets);
        float[] inputs = new float[6];
        data.Description.Inputs!.Undo(data.InputValues, inputs);
        Assert.All(raw.InputValues.ToArray().Zip(inputs), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-4));
        Assert.All(Standardisation.Of(data.InputValues, columns: 2).Deviations, d => Assert.Equal(1.0, d, tolerance: 1e-6));
    }

    [Fact]
    public void Read_StandardisedClasses_LeavesTargetsAlone()
    {
        Dataset data = CsvText.Import(Flowers, new CsvImportOptions()).Dataset;

        Assert.NotNull(data.Description.Inputs);
        Assert.Null(data.Description.Targets);
    }

    [Fact]
    public void Read_Name_IsTheDataSets()
        => Assert.Equal("flowers", CsvText.Import(Flowers, new CsvImportOptions { Name = "flowers" }).Dataset.Name);

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class SlowStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, chunk)]);
    }
}
