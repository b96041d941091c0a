namespace Canopy.CasCor.Tests.Data.Csv;

public sealed class CsvErrorTests
{
    [Theory]
    [InlineData("abc", "is not a number")]
    [InlineData("1.2.3", "is not a number")]
    [InlineData("0x10", "is not a number")]
    [InlineData("1 2", "is not a number")]
    [InlineData("=1+1", "is a formula")]
    [InlineData("@cmd", "is a formula")]
    [InlineData("\"1,5\"", "has a comma; numbers are written with a decimal point")]
    [InlineData("\"1,234.5\"", "has a comma")]
    [InlineData("Infinity", "is not finite")]
    [InlineData("-Infinity", "is not finite")]
    [InlineData("1e39", "is not finite")]
    [InlineData("-NaN", "is not finite")]
    public void Read_InputThatIsNoNumber_NamesLineColumnAndWhatIsAccepted(string field, string what)
    {
        FieldError error = CsvText.Error($"name,age,y\n1,2,x\n3,{field},z\n");

        Assert.Equal("line[3].column[2]", error.Field);
        Assert.StartsWith("line 3, column \"age\": \"", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DecimalCommas_AreNamedAsSuch()
        => Assert.Contains("decimal point", CsvText.Errors("a;b\n1,5;2\n2,5;3\n")[0].Message, StringComparison.Ordinal);

    [Fact]
    public void Read_FormulaAsLabel_IsText()
        => Assert.Equal(["=1+1", "@cmd"], CsvText.Import("a,y\n1,=1+1\n2,@cmd\n").Dataset.Description.ClassLabels);

    [Fact]
    public void Read_TextInARegressionTarget_IsRefused()
        => Assert.Equal("line[3].column[2]", CsvText.Error("a,y\n1,2.5\n2,x\n", CsvText.Raw with { Kind = ProblemKind.Regression }).Field);

    [Fact]
    public void Read_RaggedRows_AreNamed()
    {
        IReadOnlyList<FieldError> errors = CsvText.Errors("a,b,y\n1,2,x\n3,z\n5,6,7,x\n");

        Assert.Equal(["line[3]", "line[4]"], errors.Select(e => e.Field));
        Assert.Equal("line 3: the number of fields is 2; the first row has 3, and every row must have the same number.", errors[0].Message);
    }

    [Fact]
    public void Read_LinesWithinQuotes_AreCounted()
        => Assert.Equal("line[5].column[1]", CsvText.Error("a,y\r\n1,\"x\r\n\r\ny\"\r\nb,z\r\n3,u\r\n").Field);

    [Fact]
    public void Read_ColumnOfText_LeavesRoomForOtherErrors()
    {
        string rows = string.Concat(Enumerable.Range(0, 50).Select(i => $"text,{(i == 40 ? "oops" : "1")},{i % 2}\n"));

        IReadOnlyList<FieldError> errors = CsvText.Errors("a,b,y\n" + rows);

        Assert.Equal(["line[2].column[1]", "line[3].column[1]", "line[4].column[1]", "line[42].column[2]"], errors.Select(e => e.Field));
    }

    [Fact]
    public void Read_ManyMistakes_ReportsTwenty()
        => Assert.Equal(20, CsvText.Errors("a,b,y\n" + string.Concat(Enumerable.Repeat("1,2\n", 50))).Count);

    [Theory]
    [InlineData("", "file", "empty")]
    [InlineData("\n \n\n", "file", "empty")]
    [InlineData("a,b\n", "file", "no row")]
    [InlineData("a\n1\n2\n", "file", "at least one of each")]
    [InlineData("a,b\n1,x\n1,y\n", "file", "No input varies")]
    [InlineData("a,b\n1,x\n2,x\n", "column[2]", "at least two classes")]
    [InlineData("a,b\n1,2.5\n2,2.5\n", "column[2]", "a target must vary")]
    [InlineData("a,b\n1,2\n2,2\n", "column[2]", "at least two classes")]
    [InlineData("a,b,a\n1,2,3\n", "line[1].column[3]", "same name as column 1")]
    [InlineData(",b,column 1\n1,2,3\n", "line[1].column[3]", "same name as column 1")]
    [InlineData("a,b\n1,\"x\n2,y\n", "line[2]", "never closed")]
    [InlineData("a,b\n1,\"x\"y\n", "line[2]", "after the quote that closes a field")]
    [InlineData("a,b\n1,x\0y\n", "line[2]", "control character (code 0)")]
    [InlineData("a,b\n1,\"x\u001b\"\n", "line[2]", "control character (code 27)")]
    public void Read_FileThatMakesNoData_SaysWhy(string text, string field, string what)
    {
        FieldError error = CsvText.Error(text);

        Assert.Equal(field, error.Field);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreLabelsThanClasses_SuggestsTheFirstTextAmongNumbers()
    {
        string rows = string.Concat(Enumerable.Range(0, 150).Select(i => $"{i},{(i == 120 ? "oops" : $"{i}.5")}\n"));

        FieldError error = CsvText.Error("a,y\n" + rows);

        Assert.Equal("column[2]", error.Field);
        Assert.Contains("more than 100 different labels", error.Message, StringComparison.Ordinal);
        Assert.Contains("the first that is none is in line 122", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownColumns_AreNamedWithTheKnownOnes()
    {
        IReadOnlyList<FieldError> errors = CsvText.Errors("a,b\n1,2\n", CsvText.Raw with { Targets = ["c"], LeaveOut = ["0", "3"] });

        Assert.Equal(["leave_out", "leave_out", "targets"], errors.Select(e => e.Field).Take(3));
        Assert.Contains("the columns are a, b, or 1 to 2", errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TargetLeftOut_IsRefused()
        => Assert.Equal("targets", CsvText.Errors("a,b,c\n1,2,3\n", CsvText.Raw with { Targets = ["b"], LeaveOut = ["2"] })[0].Field);

    [Fact]
    public void Read_UnknownTarget_IsTheOnlyError()
    {
        FieldError error = Assert.Single(CsvText.Errors("a,b\n1,2\n3,4\n", CsvText.Raw with { Targets = ["c"] }));

        Assert.Equal("targets: there is no column \"c\"; the columns are a, b, or 1 to 2.", error.Message);
    }

    public static TheoryData<string, CsvImportOptions> BadOptions => new()
    {
        { "delimiter", new CsvImportOptions { Delimiter = 'x' } },
        { "kind", new CsvImportOptions { Kind = (ProblemKind)7 } },
        { "missing", new CsvImportOptions { Missing = (MissingValues)7 } },
        { "targets", new CsvImportOptions { Kind = ProblemKind.Classification, Targets = ["a", "b"] } },
        { "max_bytes", new CsvImportOptions { MaxBytes = 0 } },
        { "max_rows", new CsvImportOptions { MaxRows = 10_000_001 } },
        { "max_features", new CsvImportOptions { MaxFeatures = 0 } },
        { "max_classes", new CsvImportOptions { MaxClasses = 1 } },
        { "max_columns", new CsvImportOptions { MaxColumns = 1 } },
        { "max_line_length", new CsvImportOptions { MaxLineLength = -1 } },
        { "max_field_length", new CsvImportOptions { MaxFieldLength = int.MaxValue } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Read_OptionOutOfRange_IsNamed(string field, CsvImportOptions options)
        => Assert.Equal(field, CsvText.Error("a,b\n1,2\n", options).Field);

    [Fact]
    public void Read_StreamThatFails_PassesItsErrorOn()
    {
        using var stream = new MemoryStream();
        stream.Close();

        Assert.Throws<ObjectDisposedException>(() => CsvImport.Read(stream));
    }
}
