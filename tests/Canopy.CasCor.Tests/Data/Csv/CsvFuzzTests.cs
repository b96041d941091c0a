using System.Text;

namespace Canopy.CasCor.Tests.Data.Csv;

/// <summary>Whatever becomes of a sound file, the outcome is a data set or a list of mistakes.</summary>
public sealed class CsvFuzzTests
{
    private const int MutationsPerFile = 4_000;
    private const int MaxMutationsOfFile = 8;

    private static readonly string[] Files =
    [
        "length,width,kind\n1,2,rose\n3,4,daisy\n5,7,rose\n6,9,tulip\n",
        "x;y;z\r\n1.5;2.5;3\r\nNA;-1e3;\"4\"\r\n7;0.25;\"5\"\r\n",
        "\uFEFFa\t\"b \"\"c\"\"\"\ty\n1\t?\t0\n2\t3\t1\n4\t5\t1\n\n",
        "0.5,1.5,0\n0.25,2.5,1\n0.125,3.5,0\n0.0625,4.5,1",
    ];

    private static readonly string[] Pieces =
    [
        ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r", "\r\n", "\n\n", " ", "\0", "\uFEFF", "\uFFFF", "é", "🌸", "NA", "NaN", "?", "null", "Infinity",
        "-", "+", ".", "e", "1e99", "1e-99", "-0", "9999999999999999999999", "0.1", "1,5", "=1+1", "@cmd", "a", "length", "column 1", "x\ny",
    ];

    private static readonly CsvImportOptions[] Options =
    [
        new(),
        new() { Missing = MissingValues.DropRow, Kind = ProblemKind.Classification },
        new() { Missing = MissingValues.FillMean, Kind = ProblemKind.Regression, HasHeader = true },
        new() { Missing = MissingValues.FillMean, Targets = ["1"], LeaveOut = ["2"], StandardiseInputs = false },
        new() { Missing = MissingValues.DropRow, Targets = ["1", "2"], HasHeader = false },
        new() { Delimiter = ';', MaxRows = 3, MaxClasses = 2, MaxFieldLength = 5, MaxLineLength = 20, MaxColumns = 4, MaxFeatures = 2 },
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_MutatedFile_GivesDataOrMistakes(int file)
    {
        var random = new Random(20_000 + file);
        int readable = 0;
        for (int i = 0; i < MutationsPerFile; i++)
        {
            byte[] bytes = Mutated(Encoding.UTF8.GetBytes(Files[file]), random);
            CsvImportOptions options = Options[i % Options.Length];
            if (Import(bytes, options) is { } result)
            {
                readable++;
                CheckSound(result);
            }
        }

        // Both outcomes occur, or the mutations would be too tame or too wild to mean anything.
        Assert.InRange(readable, MutationsPerFile / 50, MutationsPerFile * 9 / 10);
    }

    [Fact]
    public void Read_RandomBytes_GivesDataOrMistakes()
    {
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Import(bytes, Options[i % Options.Length]);
        }
    }

    private static CsvImportResult? Import(byte[] bytes, CsvImportOptions options)
    {
        using var stream = new MemoryStream(bytes);
        try
        {
            return CsvImport.Read(stream, options);
        }
        catch (InvalidDataSetException exception)
        {
            Assert.InRange(exception.Errors.Count, 1, 20);
            Assert.All(exception.Errors, e => Assert.True(e.Field.Length is > 0 and < 100 && e.Message.Length is > 10 and < 1000));
            return null;
        }
        catch (Exception exception)
        {
            Assert.Fail($"{exception.GetType().Name}: {exception.Message} for {Convert.ToBase64String(bytes)} with {options}\n{exception.StackTrace}");
            throw;
        }
    }

    private static void CheckSound(CsvImportResult result)
    {
        Dataset data = result.Dataset;
        Assert.Equal(result.Report.RowsRead - result.Report.RowsDropped, data.Patterns);
        Assert.Equal(data.Inputs, data.Description.InputNames.Count);
        Assert.Equal(data.Outputs, data.Description.OutputNames.Count);
        Assert.Equal(data.Inputs, result.Report.Columns.Count(c => c.Use is CsvColumnUse.Input));
        Assert.Equal(data.Kind is ProblemKind.Regression ? 0 : data.Patterns, result.Report.Classes.Sum(c => c.Patterns));
        Assert.All(result.Report.Classes, c => Assert.True(c.Patterns > 0));
    }

    private static byte[] Mutated(byte[] file, Random random)
    {
        var bytes = new List<byte>(file);
        for (int n = random.Next(1, MaxMutationsOfFile + 1); n > 0 && bytes.Count > 0; n--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 6)));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 20))));
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(4) == 0 ? bytes.Count - at : 1);
                    break;
            }
        }

        return [.. bytes];
    }
}
