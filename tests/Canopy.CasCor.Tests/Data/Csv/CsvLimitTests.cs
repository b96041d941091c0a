using System.Text;

namespace Canopy.CasCor.Tests.Data.Csv;

/// <summary>Files that would fill the memory, made while they are read.</summary>
public sealed class CsvLimitTests
{
    private const int OneMegabyte = 1 << 20;
    private const long HundredMegabytes = 100L * OneMegabyte;

    [Theory]
    [InlineData("", "1", "longer than 100,000 characters")]
    [InlineData("", "1,", "more than 1,000 fields")]
    [InlineData("", "\"", "longer than 100,000 characters")]
    [InlineData("a,b\n1,\"", "x", "A quote that is opened in line 2 is still open")]
    [InlineData("a,b\n1,\"", "x\n", "A quote that is opened in line 2 is still open")]
    [InlineData("", "\n", "larger than 10,485,760 bytes")]
    [InlineData("", " ", "longer than 100,000 characters")]
    [InlineData("a,b\n", "1,2\n", "more than 50,000 rows")]
    [InlineData("a,b\n", "1\n", "the number of fields is 1")]
    [InlineData("a,b\n", "x,y\n", "more than 50,000 rows")]
    [InlineData("a,b\n", "\0", "control character (code 0)")]
    [InlineData("\uFEFF", "é", "longer than 100,000 characters")]
    public void Read_HundredMegabytes_AreRefusedWithinBoundedMemory(string start, string repeated, string what)
    {
        using var warmUp = new RepeatedStream(start, repeated, OneMegabyte);
        Assert.Throws<InvalidDataSetException>(() => CsvImport.Read(warmUp));
        using var stream = new RepeatedStream(start, repeated, HundredMegabytes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Assert.Throws<InvalidDataSetException>(() => CsvImport.Read(stream));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Contains(exception.Errors, e => e.Message.Contains(what, StringComparison.Ordinal));
        Assert.InRange(allocated, 0, 4 * OneMegabyte);
        Assert.InRange(stream.BytesRead, 0, 11 * OneMegabyte);
    }

    [Fact]
    public void Read_MillionColumns_AreRefusedByTheirNumber()
    {
        using var stream = new RepeatedStream("", "1,", 2_000_000);

        var exception = Assert.Throws<InvalidDataSetException>(() => CsvImport.Read(stream, new CsvImportOptions { MaxLineLength = 1 << 24, MaxColumns = 100_000 }));

        Assert.Contains("more than 100,000 fields", Assert.Single(exception.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LimitsReachedExactly_AreAccepted()
    {
        const string Text = "a,b,y\n1,2,x\n3,4,z\n";
        var options = new CsvImportOptions { MaxBytes = Text.Length, MaxRows = 2, MaxFeatures = 2, MaxClasses = 2, MaxColumns = 3, MaxLineLength = 6, MaxFieldLength = 1 };

        Assert.Equal(2, CsvText.Import(Text, options).Dataset.Patterns);
        Assert.Equal("file", CsvText.Error(Text, options with { MaxBytes = Text.Length - 1 }).Field);
        Assert.Equal("line[3]", CsvText.Error(Text, options with { MaxRows = 1 }).Field);
        Assert.Equal("file", CsvText.Error(Text, options with { MaxFeatures = 1 }).Field);
        Assert.Equal("line[1]", CsvText.Error(Text, options with { MaxColumns = 2 }).Field);
        Assert.Equal("line[1]", CsvText.Error(Text, options with { MaxLineLength = 5 }).Field);
        Assert.Equal("line[2]", CsvText.Error(Text.Replace("1", "10", StringComparison.Ordinal), options with { MaxBytes = 100, MaxLineLength = 10 }).Field);
    }

    [Fact]
    public void Read_TextReaderTooLong_IsRefused()
    {
        using var reader = new StringReader("a,y\n1,x\n2,z\n");

        Assert.Equal("file", Assert.Single(Assert.Throws<InvalidDataSetException>(() => CsvImport.Read(reader, new CsvImportOptions { MaxBytes = 10 })).Errors).Field);
    }

    [Fact]
    public void Read_LongNamesAndLabels_AreRefused()
    {
        string text = new('x', 201);

        Assert.Equal("line[1].column[1]", CsvText.Error($"{text},y\n1,x\n2,z\n").Field);
        Assert.Equal("line[2].column[2]", CsvText.Error($"a,y\n1,{text}\n2,z\n").Field);
    }

    [Theory]
    [InlineData("a,y\n1,x\n2,", new byte[] { 0xE9 }, 3)]
    [InlineData("a,y\n1,x\n2,z", new byte[] { 0xC3 }, 3)]
    [InlineData("", new byte[] { 0xC0, 0x80 }, 1)]
    [InlineData("a,y\n", new byte[] { 0xED, 0xA0, 0x80 }, 2)]
    [InlineData("a,y\n1,\"x\n", new byte[] { 0xFF }, 3)]
    public void Read_BytesThatAreNoUtf8_NamesTheLine(string start, byte[] bytes, int line)
    {
        using var stream = new MemoryStream([.. Encoding.UTF8.GetBytes(start), .. bytes, .. "\n3,u\n"u8]);

        FieldError error = Assert.Single(Assert.Throws<InvalidDataSetException>(() => CsvImport.Read(stream)).Errors);

        Assert.Equal($"line[{line}]", error.Field);
        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Read_WideCharactersWithoutMark_AreRefused(string encoding)
    {
        using var stream = new MemoryStream(Encoding.GetEncoding(encoding).GetBytes("a,y\n1,x\n2,z\n"));

        Assert.Contains("control character (code 0)", Assert.Single(Assert.Throws<InvalidDataSetException>(() => CsvImport.Read(stream)).Errors).Message, StringComparison.Ordinal);
    }

    /// <summary>Some text and then another again and again, up to a length.</summary>
    private sealed class RepeatedStream(string start, string repeated, long length) : Stream
    {
        private readonly byte[] _start = Encoding.UTF8.GetBytes(start);
        private readonly byte[] _repeated = Encoding.UTF8.GetBytes(repeated);

        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(buffer.Length, length - BytesRead);
            for (int i = 0; i < count; i++, BytesRead++)
                buffer[i] = BytesRead < _start.Length ? _start[BytesRead] : _repeated[(BytesRead - _start.Length) % _repeated.Length];
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
