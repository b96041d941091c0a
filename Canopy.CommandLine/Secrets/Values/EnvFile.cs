using System.Text;
using Canopy.CommandLine.Input;

namespace Canopy.CommandLine.Secrets.Values;

/// <summary>
/// A file of <c>KEY=VALUE</c> lines. Lines that begin with # and empty ones say nothing; a value may stand in single or double
/// quotes, which are not part of it. Messages name lines and keys, never values.
/// </summary>
internal sealed class EnvFile
{
    public const string DefaultPath = ".env";

    private readonly List<string> _lines;
    private readonly Dictionary<string, int> _lineOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private EnvFile(IEnumerable<string> lines) => _lines = [.. lines];

    /// <summary>Keys that have a value, with it; keys with nothing after the equals sign are left out.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    public static EnvFile Empty() => new([]);

    /// <summary>Reads it; null, with the reasons noted, when something is wrong with it.</summary>
    public static EnvFile? Read(string path, Mistakes mistakes)
    {
        if (InputFile.ReadAll(path, mistakes) is not { } bytes)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n");
        var file = new EnvFile((text.EndsWith('\n') ? text[..^1] : text).Split('\n').Where(_ => text.Length > 0));
        for (var i = 0; i < file._lines.Count; i++)
        {
            file.Take(i, path, mistakes);
        }

        return file;
    }

    /// <summary>Whether others than its owner may read it.</summary>
    public static bool IsOpenToOthers(string path)
        => !OperatingSystem.IsWindows() && File.Exists(path)
            && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != UnixFileMode.None;

    /// <summary>Gives a key a value where it stands, or at the end with a comment before it.</summary>
    public void Set(CataloguedKey key, string value)
    {
        var line = $"{key.Name}={value}";
        if (_lineOf.TryGetValue(key.Name, out var at))
        {
            _lines[at] = line;
        }
        else
        {
            if (_lines.Count > 0)
            {
                _lines.Add("");
            }

            _lines.Add($"# {Comment(key)}");
            _lineOf[key.Name] = _lines.Count;
            _lines.Add(line);
        }

        if (value.Length > 0)
        {
            _values[key.Name] = value;
        }
    }

    public bool Names(string key) => _lineOf.ContainsKey(key);

    public override string ToString() => string.Concat(_lines.Select(line => line + "\n"));

    private static string Comment(CataloguedKey key)
    {
        var described = key.Description.ReplaceLineEndings(" ").TrimEnd('.');
        var need = key.IsPrevious ? "left empty: a rotation fills it in"
            : key.Generate is not null ? "generated"
            : key.Required ? "required, give it yourself"
            : "optional, give it yourself or leave it empty";
        return described.Length == 0 ? $"{key.Name} ({need})." : $"{described} ({need}).";
    }

    private void Take(int at, string path, Mistakes mistakes)
    {
        var line = _lines[at].Trim();
        if (line.Length == 0 || line[0] == '#')
        {
            return;
        }

        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var name = equals > 0 ? line[..equals].TrimEnd() : "";
        if (!IsName(name))
        {
            mistakes.Add($"{path}: line {at + 1} must be written as KEY=VALUE.");
            return;
        }

        if (!_lineOf.TryAdd(name, at))
        {
            mistakes.Add($"{path}: line {at + 1}: {name} stands there twice, first on line {_lineOf[name] + 1}.");
            return;
        }

        if (Unquoted(line[(equals + 1)..].Trim()) is not { } value)
        {
            mistakes.Add($"{path}: line {at + 1}: the quote that begins {name}'s value has no end.");
        }
        else if (value.Any(char.IsControl))
        {
            mistakes.Add($"{path}: line {at + 1}: {name} has control characters in its value.");
        }
        else if (value.Length > 0)
        {
            _values[name] = value;
        }
    }

    private static bool IsName(string name)
        => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string? Unquoted(string value)
        => value.Length == 0 || value[0] is not ('"' or '\'') ? value
            : value.Length >= 2 && value[^1] == value[0] ? value[1..^1]
            : null;
}
