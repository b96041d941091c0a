using System.Text;

namespace Canopy.CasCor.Data.Csv;

/// <summary>
/// Decodes a stream as UTF-8, or as UTF-16 where a byte order mark says so. Bytes that are no text become
/// <see cref="NotText"/>, so that whoever counts the lines can say where they are.
/// </summary>
internal sealed class CsvTextReader(Stream stream, int maxBytes, CsvErrors errors) : TextReader
{
    /// <summary>Stands for bytes that are no text: a code point that Unicode promises never to use.</summary>
    public const char NotText = '\uFFFF';

    private readonly byte[] _bytes = new byte[16 * 1024];
    private int _position;
    private int _length;
    private long _total;
    private bool _hasEnded;
    private Decoder? _decoder;

    /// <param name="buffer">At least two characters, because some code points take two.</param>
    public override int Read(Span<char> buffer)
    {
        _decoder ??= ChooseDecoder();
        int written = 0;
        while (written == 0)
        {
            if (_position == _length && !_hasEnded)
                Fill();
            _decoder.Convert(_bytes.AsSpan(_position, _length - _position), buffer, flush: _hasEnded, out int used, out written, out bool isComplete);
            _position += used;
            if (_hasEnded && isComplete && _position == _length)
                break;
        }

        return written;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    private void Fill()
    {
        _position = 0;
        _length = stream.Read(_bytes);
        _total += _length;
        _hasEnded = _length == 0;
        CheckTotal();
    }

    private void CheckTotal()
    {
        if (_total > maxBytes)
            throw errors.Fatal("file", $"The file is larger than {maxBytes:N0} bytes, which is the most that is accepted.");
    }

    private Decoder ChooseDecoder()
    {
        // A stream may give a byte at a time; the mark is up to three.
        while (_length < 3 && !_hasEnded)
        {
            int count = stream.Read(_bytes, _length, 3 - _length);
            _hasEnded = count == 0;
            _length += count;
        }

        _total = _length;
        CheckTotal();
        ReadOnlySpan<byte> start = _bytes.AsSpan(0, _length);
        (Encoding encoding, _position) = start switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => (Encoding.UTF8, 0),
        };
        Decoder decoder = encoding.GetDecoder();
        decoder.Fallback = new DecoderReplacementFallback(NotText.ToString());
        return decoder;
    }
}
