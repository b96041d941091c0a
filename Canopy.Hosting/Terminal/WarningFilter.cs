namespace Canopy.Hosting.Terminal;

/// <summary>Lets warnings and errors of a program's log through, with the lines that belong to them, but no flood.</summary>
internal sealed class WarningFilter(TimeProvider time)
{
    private const int MaxPerWindow = 40;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly string[] Loud = ["warn:", "fail:", "crit:"];
    private static readonly string[] Quiet = ["info:", "dbug:", "trce:"];
    private readonly Lock _lock = new();
    private bool _inWarning;
    private long _windowStart = time.GetTimestamp();
    private int _passed;

    /// <summary>Whether a line passes; when the first one is held back only for their number, <paramref name="note"/> says so.</summary>
    public bool Passes(string line, out string? note)
    {
        lock (_lock)
        {
            note = null;
            if (StartsWithAny(line, Loud))
            {
                _inWarning = true;
            }
            else if (StartsWithAny(line, Quiet) || !line.StartsWith(' '))
            {
                // The console logger indents what belongs to a message.
                _inWarning = false;
            }

            if (!_inWarning)
            {
                return false;
            }

            if (time.GetElapsedTime(_windowStart) > Window)
            {
                (_windowStart, _passed) = (time.GetTimestamp(), 0);
            }

            if (++_passed == MaxPerWindow + 1)
            {
                note = "more warnings are not shown";
            }

            return _passed <= MaxPerWindow;
        }
    }

    private static bool StartsWithAny(string line, string[] words) => words.Any(w => line.StartsWith(w, StringComparison.Ordinal));
}
