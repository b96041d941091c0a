namespace Canopy.CommandLine.Input;

/// <summary>Opens files that the command line names.</summary>
internal static class InputFile
{
    // More than any network, and than any checkpoint whose data fit this machine.
    private const long MaxBytes = 1L << 30;

    /// <summary>The file for reading; null, with the reason noted, when it cannot be had.</summary>
    public static FileStream? Open(string path, Mistakes mistakes)
    {
        try
        {
            if (Directory.Exists(path))
            {
                mistakes.Add($"{path} is a folder; a file is needed.");
                return null;
            }

            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            mistakes.Add($"{path} cannot be read: {Reason(exception)}.");
            return null;
        }
    }

    /// <summary>All of a file; null, with the reason noted, when it cannot be had.</summary>
    public static byte[]? ReadAll(string path, Mistakes mistakes)
    {
        using var stream = Open(path, mistakes);
        if (stream is null)
        {
            return null;
        }

        try
        {
            if (stream.Length > MaxBytes)
            {
                mistakes.Add($"{path} has {stream.Length:N0} bytes; at most {MaxBytes:N0} are read.");
                return null;
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            mistakes.Add($"{path} cannot be read: {Reason(exception)}.");
            return null;
        }
    }

    /// <summary>Why a file cannot be used, in a few words.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException => "access is denied",
        PathTooLongException => "the path is too long",
        _ => exception.Message.TrimEnd('.'),
    };
}
