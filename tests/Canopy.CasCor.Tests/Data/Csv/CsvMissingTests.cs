namespace Canopy.CasCor.Tests.Data.Csv;

public sealed class CsvMissingTests
{
    private const string Text = "a,b,y\n1,2,0.5\n,4,1.5\n3,NA,2.5\n5,8,?\n7,9,4.5\n";
    private static readonly CsvImportOptions Drop = CsvText.Raw with { Missing = MissingValues.DropRow };
    private static readonly CsvImportOptions Fill = CsvText.Raw with { Missing = MissingValues.FillMean };

    [Fact]
    public void Read_MissingRefused_NamesEachPlace()
    {
        IReadOnlyList<FieldError> errors = CsvText.Errors(Text);

        Assert.Equal(["line[3].column[1]", "line[4].column[2]", "line[5].column[3]"], errors.Select(e => e.Field));
        Assert.StartsWith("line 3, column \"a\": the value is missing", errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("\"NA\"", errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingDropped_KeepsCompleteRowsAndReports()
    {
        CsvImportResult result = CsvText.Import(Text, Drop);

        Assert.Equal([1, 2, 7, 9], result.Dataset.InputValues.ToArray());
        Assert.Equal([0.5f, 4.5f], result.Dataset.TargetValues.ToArray());
        Assert.Equal((5, 3), (result.Report.RowsRead, result.Report.RowsDropped));
        Assert.Equal([1, 1, 1], result.Report.Columns.Select(c => c.Missing));
    }

    [Fact]
    public void Read_MissingFilled_TakesTheMeanOfTheUsedRows()
    {
        CsvImportResult result = CsvText.Import(Text, Fill);

        // Row 4 has no target and is not used: a is filled from 1, 3, 7 and b from 2, 4, 9.
        Assert.Equal([1f, 2f, 11f / 3f, 4f, 3f, 5f, 7f, 9f], result.Dataset.InputValues.ToArray());
        Assert.Equal((5, 1), (result.Report.RowsRead, result.Report.RowsDropped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\"\"")]
    [InlineData("NA")]
    [InlineData("na")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("?")]
    [InlineData("null")]
    [InlineData("NULL")]
    public void Read_EveryWayToSayMissing_IsMissing(string missing)
        => Assert.Equal(1, CsvText.Import($"a,y\n1,x\n{missing},x\n3,z\n", Drop).Report.Columns[0].Missing);

    [Fact]
    public void Read_MissingLabel_DropsTheRow()
    {
        Dataset data = CsvText.Import("a,y\n1,x\n2,NA\n3,z\n", Fill).Dataset;

        Assert.Equal([1, 3], data.InputValues.ToArray());
        Assert.Equal(["x", "z"], data.Description.ClassLabels);
    }

    [Fact]
    public void Read_ColumnWithoutAnyValue_IsLeftOutAndReported()
    {
        foreach (CsvImportOptions options in new[] { Drop, Fill })
        {
            CsvImportResult result = CsvText.Import("a,b,y\n1,,x\n2,,z\n", options);

            Assert.Equal([1, 2], result.Dataset.InputValues.ToArray());
            Assert.Equal(new CsvColumnReport(2, "b", CsvColumnUse.Empty, 2), result.Report.Columns[1]);
            Assert.Equal(["a"], result.Dataset.Description.InputNames);
        }
    }

    [Fact]
    public void Read_ConstantColumn_IsLeftOutAndReported()
    {
        CsvImportResult result = CsvText.Import("a,b,y\n1,7,x\n2,7.0,z\n", new CsvImportOptions());

        Assert.Equal(new CsvColumnReport(2, "b", CsvColumnUse.Constant, 0), result.Report.Columns[1]);
        Assert.Equal((1, 1), (result.Dataset.Inputs, result.Dataset.Description.Inputs!.Columns));
    }

    [Fact]
    public void Read_ColumnConstantInTheRowsThatAreLeft_IsLeftOut()
        => Assert.Equal(CsvColumnUse.Constant, CsvText.Import("a,b,y\n1,7,x\n,8,x\n2,7,z\n", Drop).Report.Columns[1].Use);

    [Fact]
    public void Read_ClassOfDroppedRowsOnly_IsNoClass()
        => Assert.Equal(["x", "z"], CsvText.Import("a,y\n1,x\n,u\n3,z\n", Drop).Dataset.Description.ClassLabels);

    [Fact]
    public void Read_NoCompleteRow_IsRefused()
        => Assert.Contains("None of the 2 rows is complete", CsvText.Error("a,b,y\n1,,x\n,2,z\n", Drop).Message, StringComparison.Ordinal);
}
