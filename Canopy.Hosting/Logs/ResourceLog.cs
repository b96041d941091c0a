using System.Text;

namespace Canopy.Hosting.Logs;

/// <summary>One line that a program wrote.</summary>
internal readonly record struct LogLine(long Number, string Text, bool IsError);

/// <summary>What a resource wrote: the last lines in memory, more of it in a file that is not let grow without end.</summary>
internal sealed class ResourceLog(string name, string? path) : IDisposable
{
    private const int Capacity = 2_000;
    private const long MaxFileBytes = 8 * 1024 * 1024;
    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _lines = new();
    private StreamWriter? _file;
    private long _fileBytes;
    private long _count;
    private bool _fileFailed;

    public string Name { get; } = name;

    /// <summary>Called for each line as it is written.</summary>
    public Action<LogLine>? Written { get; set; }

    /// <summary>Where the whole log is, as far as it is kept.</summary>
    public string? FilePath { get; } = path;

    public void Write(string text, bool isError = false)
    {
        LogLine line;
        lock (_lock)
        {
            line = new LogLine(++_count, text, isError);
            _lines.Enqueue(line);
            if (_lines.Count > Capacity)
            {
                _lines.Dequeue();
            }

            WriteToFile(text);
        }

        Written?.Invoke(line);
    }

    /// <summary>The last lines, oldest first.</summary>
    public IReadOnlyList<LogLine> Tail(int count = Capacity)
    {
        lock (_lock)
        {
            return [.. _lines.Skip(Math.Max(0, _lines.Count - count))];
        }
    }

    /// <summary>The last lines written after a number, oldest first.</summary>
    public IReadOnlyList<LogLine> TailAfter(long number, int count)
    {
        lock (_lock)
        {
            return [.. _lines.Where(l => l.Number > number).TakeLast(count)];
        }
    }

    public long LastNumber
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _fileFailed = true;
            _file?.Dispose();
            _file = null;
        }
    }

    private void WriteToFile(string text)
    {
        if (FilePath is null || _fileFailed)
        {
            return;
        }

        try
        {
            if (_file is null || _fileBytes > MaxFileBytes)
            {
                // The previous run, or the previous part of a long one, stays beside it.
                _file?.Dispose();
                if (File.Exists(FilePath))
                {
                    File.Move(FilePath, $"{FilePath}.1", overwrite: true);
                }

                _file = new StreamWriter(new FileStream(FilePath, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
                _fileBytes = 0;
            }

            _file.WriteLine(text);
            _fileBytes += Encoding.UTF8.GetByteCount(text) + 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk must not take the application down; the last lines are in memory.
            _fileFailed = true;
        }
    }
}
