using System.Text;
using System.Text.RegularExpressions;

namespace Canopy.Images.Tests.Dockerfiles;

/// <summary>
/// A .dockerignore, read as the builder reads it: the last pattern that matches a path or a folder above it decides; <c>!</c> lets in.
/// </summary>
internal sealed class IgnoreFile
{
    private readonly List<(Regex Pattern, bool LetsIn)> _patterns;

    private IgnoreFile(IEnumerable<string> lines) => _patterns = [.. lines
        .Select(line => line.Trim())
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Select(line => (Pattern(line.TrimStart('!').Trim('/')), line.StartsWith('!')))];

    public static IgnoreFile Read(string path) => new(File.ReadLines(path));

    /// <summary>Whether a file with this path, relative to the context, reaches the builder.</summary>
    public bool LetsIn(string path)
    {
        var parts = path.Split('/');
        var paths = Enumerable.Range(1, parts.Length).Select(count => string.Join('/', parts.Take(count))).ToList();
        var letsIn = true;
        foreach (var (pattern, patternLetsIn) in _patterns)
        {
            if (paths.Exists(pattern.IsMatch))
            {
                letsIn = patternLetsIn;
            }
        }

        return letsIn;
    }

    // Go's filepath.Match, and ** for any number of folders.
    private static Regex Pattern(string glob)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < glob.Length; i++)
        {
            if (glob[i..].StartsWith("**/", StringComparison.Ordinal))
            {
                regex.Append("(.*/)?");
                i += 2;
            }
            else
            {
                regex.Append(glob[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    var sign => Regex.Escape(sign.ToString()),
                });
            }
        }

        return new Regex(regex.Append('$').ToString(), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}
