namespace Canopy.CasCor.Data.Csv;

/// <summary>
/// Cuts text into rows of fields (RFC 4180): fields may be quoted, a quote within is doubled, a quoted field may go on over line
/// ends; lines end with CR, LF or both. Spaces about a field and blank lines do not count. Holds one row at a time.
/// </summary>
internal sealed class CsvScanner(TextReader reader, CsvImportOptions options, CsvErrors errors)
{
    private readonly char[] _ahead = new char[16 * 1024];
    private int _position;
    private int _length;
    private bool _hasEnded;
    private long _total;
    private int _line = 1;
    private int _rowLength;
    private int? _quoteOpened;
    private char[] _row = new char[1024];
    private int _used;
    private int[] _ends = new int[64];

    private enum After
    {
        Field,
        Row,
        File,
    }

    public char Delimiter { get; set; } = ',';

    /// <summary>Line, from 1, at which the row begins.</summary>
    public int Line { get; private set; }

    /// <summary>Fields of the row.</summary>
    public int Count { get; private set; }

    /// <summary>A field of the row, without quotes and without spaces about it; good until the next row is read.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            int start = index == 0 ? 0 : _ends[index - 1];
            return _row.AsSpan(start, _ends[index] - start).Trim();
        }
    }

    /// <summary>The first characters of the text, while no row has been read.</summary>
    public ReadOnlySpan<char> Beginning
    {
        get
        {
            HasMore();
            if (_position == 0 && _length > 0 && _ahead[0] == '\uFEFF')
                _position = 1;
            return _ahead.AsSpan(_position, _length - _position);
        }
    }

    /// <summary>Reads the next row that is not blank; false at the end.</summary>
    public bool ReadRow()
    {
        while (HasMore())
        {
            Line = _line;
            _rowLength = 0;
            _used = 0;
            Count = 0;
            After after;
            do
            {
                after = ReadField();
                EndField();
            }
            while (after is After.Field);

            if (Count > 1 || !this[0].IsEmpty)
                return true;
        }

        return false;
    }

    private After ReadField()
    {
        while (HasMore() && _ahead[_position] == ' ')
            Take(1);
        if (!HasMore() || _ahead[_position] != '"')
            return ReadPlain();

        ReadQuoted();
        while (HasMore() && _ahead[_position] == ' ')
            Take(1);
        if (HasMore() && _ahead[_position] is not ('\r' or '\n') && _ahead[_position] != Delimiter)
            throw errors.Fatal(_line, $"there is {CsvErrors.Quote(_ahead.AsSpan(_position, 1))} after the quote that closes a field; a quote within a quoted field is doubled.");
        return ReadPlain();
    }

    private After ReadPlain()
    {
        while (HasMore())
        {
            ReadOnlySpan<char> ahead = _ahead.AsSpan(_position, _length - _position);
            int length = 0;
            while (length < ahead.Length && IsPlain(ahead[length]))
                length++;
            Append(ahead[..length]);
            Take(length);
            if (length == ahead.Length)
                continue;

            char end = ahead[length];
            if (end == Delimiter)
            {
                Take(1);
                return After.Field;
            }

            if (end is '\r' or '\n')
            {
                TakeLineEnd();
                return After.Row;
            }

            CheckCharacter(end);
            Append([end]);
            Take(1);
        }

        return After.File;
    }

    /// <summary>From the opening quote to the closing one.</summary>
    private void ReadQuoted()
    {
        int opened = _line;
        _quoteOpened = opened;
        Take(1);
        while (HasMore())
        {
            char c = _ahead[_position];
            if (c is '\r' or '\n')
            {
                Append("\n");
                TakeLineEnd();
                continue;
            }

            CheckCharacter(c);
            Take(1);
            if (c != '"')
            {
                Append([c]);
            }
            else if (HasMore() && _ahead[_position] == '"')
            {
                Append("\"");
                Take(1);
            }
            else
            {
                _quoteOpened = null;
                return;
            }
        }

        throw errors.Fatal(opened, "the quote that is opened here is never closed.");
    }

    private bool IsPlain(char c) => c >= ' ' && c != Delimiter && c != CsvTextReader.NotText;

    /// <summary>Tabs may stand in a field; other control characters are a sign of a file that is no text.</summary>
    private void CheckCharacter(char c)
    {
        if (c == CsvTextReader.NotText)
            throw errors.Fatal(_line, "the bytes are not text in UTF-8; save the file as UTF-8, or as UTF-16 with a byte order mark.");
        if (c is < ' ' and not '\t')
            throw errors.Fatal(_line, $"there is a control character (code {(int)c}); the file must be text in UTF-8, or in UTF-16 with a byte order mark.");
    }

    private void TakeLineEnd()
    {
        char first = _ahead[_position];
        Take(1);
        if (first == '\r' && HasMore() && _ahead[_position] == '\n')
            Take(1);
        _line++;
    }

    private void Take(int count)
    {
        _position += count;
        _rowLength += count;
        if (_rowLength > options.MaxLineLength)
        {
            string quote = _quoteOpened is { } line ? $" A quote that is opened in line {line} is still open." : "";
            throw errors.Fatal(Line, $"the row is longer than {options.MaxLineLength:N0} characters, which is the most that is accepted.{quote}");
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (_used + text.Length > _row.Length)
            Array.Resize(ref _row, Math.Max(2 * _row.Length, _used + text.Length));
        text.CopyTo(_row.AsSpan(_used));
        _used += text.Length;
    }

    private void EndField()
    {
        if (Count == options.MaxColumns)
            throw errors.Fatal(Line, $"there are more than {options.MaxColumns:N0} fields, which is the most that is accepted.");
        if (Count == _ends.Length)
            Array.Resize(ref _ends, 2 * _ends.Length);
        _ends[Count++] = _used;
        int length = _used - (Count == 1 ? 0 : _ends[Count - 2]);
        if (length > options.MaxFieldLength)
            throw errors.Fatal(Line, $"field {Count} has {length:N0} characters; at most {options.MaxFieldLength:N0} are accepted.");
    }

    private bool HasMore()
    {
        if (_position < _length)
            return true;
        if (_hasEnded)
            return false;

        _position = 0;
        _length = 0;
        while (!_hasEnded && _length < _ahead.Length - 1)
        {
            int count = reader.Read(_ahead.AsSpan(_length));
            _length += count;
            _hasEnded = count == 0;
        }

        _total += _length;
        if (_total > options.MaxBytes)
            throw errors.Fatal("file", $"The file is longer than {options.MaxBytes:N0} characters, which is the most that is accepted.");
        return _length > 0;
    }
}
