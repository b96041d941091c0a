using System.Text;

namespace Canopy.Hosting.Logs;

/// <summary>Cuts a stream of bytes into lines, without colours, and without trusting that a line ever ends.</summary>
internal static class LinePump
{
    private const int MaxLineLength = 8_192;

    public static async Task RunAsync(Stream source, Action<string> onLine)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[16 * 1024];
        var chars = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        var line = new StringBuilder();
        while (true)
        {
            int read;
            try
            {
                read = await source.ReadAsync(bytes);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                read = 0;
            }

            foreach (var c in chars.AsMemory(0, decoder.GetChars(bytes, 0, read, chars, 0, flush: read == 0)).ToArray())
            {
                if (c == '\n' || line.Length >= MaxLineLength)
                {
                    onLine(Ansi.Strip(line.ToString().TrimEnd('\r')));
                    line.Clear();
                }

                if (c != '\n')
                {
                    line.Append(c);
                }
            }

            if (read == 0)
            {
                if (line.Length > 0)
                {
                    onLine(Ansi.Strip(line.ToString()));
                }

                return;
            }
        }
    }
}
