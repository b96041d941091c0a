using Canopy.CommandLine.Input;

namespace Canopy.CommandLine;

/// <summary>A file to be written: checked before the work, written whole or not at all.</summary>
internal sealed class OutputFile
{
    private readonly string _target;
    private readonly bool _replace;

    private OutputFile(string path, string target, bool replace)
    {
        Path = path;
        _target = target;
        _replace = replace;
    }

    /// <summary>As the command line names it.</summary>
    public string Path { get; }

    /// <summary>With its dot, lower case.</summary>
    public string Extension => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    /// <summary>
    /// Makes sure that the file can be written: its folder takes new files, and an existing file may be replaced. Null, with the
    /// reason noted, where not.
    /// </summary>
    /// <param name="path">As the command line names it.</param>
    /// <param name="replace">Whether an existing file may be replaced.</param>
    /// <param name="mistakes">Where reasons go.</param>
    public static OutputFile? Prepare(string path, bool replace, Mistakes mistakes)
    {
        try
        {
            // A link stays a link: what it points at is replaced.
            var isLink = new FileInfo(path).LinkTarget is not null;
            var target = (isLink ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? System.IO.Path.GetFullPath(path);
            if (Directory.Exists(target) || target.StartsWith("/dev/", StringComparison.Ordinal))
            {
                mistakes.Add($"{path} is not a file; it cannot be written.");
                return null;
            }

            if (File.Exists(target) && !replace)
            {
                mistakes.Add($"{path} exists; give another name, or --force to replace it.");
                return null;
            }

            var file = new OutputFile(path, target, replace);
            var trial = file.Beside();
            File.Create(trial, bufferSize: 1).Dispose();
            File.Delete(trial);
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            mistakes.Add($"{path} cannot be written: {InputFile.Reason(exception)}.");
            return null;
        }
    }

    /// <summary>Writes beside the target, then takes its place in one step.</summary>
    /// <exception cref="OutputException">It failed; what was there before is still there.</exception>
    /// <param name="content">All of it.</param>
    /// <param name="mode">Who may read it, from its first byte on; null for the user's default.</param>
    public void Write(ReadOnlySpan<byte> content, UnixFileMode? mode = null)
    {
        var beside = Beside();
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = mode;
            }

            using (var stream = new FileStream(beside, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, _target, _replace);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TryDelete(beside);
            throw new OutputException($"{Path} could not be written: {InputFile.Reason(exception)}.");
        }
    }

    private string Beside()
        => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(_target)!, $".{System.IO.Path.GetFileName(_target)}.{Guid.NewGuid():N}.tmp");

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to tell.
        }
    }
}

/// <summary>A result could not be written.</summary>
internal sealed class OutputException(string message) : Exception(message);
