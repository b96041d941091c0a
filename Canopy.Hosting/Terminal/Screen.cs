using System.Text;

namespace Canopy.Hosting.Terminal;

/// <summary>Puts lines on the terminal, writing only those that changed, so that nothing flickers.</summary>
internal sealed class Screen : IDisposable
{
    private const string Enter = "\e[?1049h\e[?25l\e[2J";
    private const string Leave = "\e[?25h\e[?1049l";
    private const string BeginUpdate = "\e[?2026h";
    private const string EndUpdate = "\e[?2026l";
    private readonly Stream _output;
    private readonly bool _colours;
    private string[] _shown = [];
    private int _width;
    private bool _left;

    public Screen(Stream output, bool colours)
    {
        _output = output;
        _colours = colours;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        Write(Enter);
    }

    public void Show(IReadOnlyList<StyledLine> lines, int width)
    {
        var rendered = lines.Select(l => l.Render(width, _colours)).ToArray();
        var text = new StringBuilder();
        if (width != _width || rendered.Length != _shown.Length)
        {
            // Another size: what the terminal made of the old picture is unknown.
            text.Append("\e[2J");
            (_width, _shown) = (width, new string[rendered.Length]);
        }

        for (var i = 0; i < rendered.Length; i++)
        {
            if (rendered[i] != _shown[i])
            {
                text.Append("\e[").Append(i + 1).Append(";1H").Append(rendered[i]).Append("\e[K");
            }
        }

        _shown = rendered;
        if (text.Length > 0)
        {
            Write($"{BeginUpdate}{text}{EndUpdate}");
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        if (!_left)
        {
            _left = true;
            Write(Leave);
        }
    }

    /// <summary>Also when the process ends in a hurry, the user gets the terminal back as it was.</summary>
    private void OnExit(object? sender, EventArgs e) => Dispose();

    private void Write(string text)
    {
        try
        {
            _output.Write(Encoding.UTF8.GetBytes(text));
            _output.Flush();
        }
        catch (IOException)
        {
            // The terminal has been closed; the hang-up signal ends the application in good order.
        }
    }
}
