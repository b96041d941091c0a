using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes a password by these rules.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    // Letters and digits that are easily taken for one another are left out, as are signs that need quoting.
    private const string LowerChars = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperChars = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string NumericChars = "0123456789";
    private const string SpecialChars = "-_.{}~()*+!";

    /// <summary>Smallest length.</summary>
    public int MinLength { get; set; }

    /// <summary>Whether it may have small letters.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Whether it may have capital letters.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Whether it may have digits.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Whether it may have other signs.</summary>
    public bool Special { get; set; } = true;

    /// <summary>Fewest small letters.</summary>
    public int MinLower { get; set; }

    /// <summary>Fewest capital letters.</summary>
    public int MinUpper { get; set; }

    /// <summary>Fewest digits.</summary>
    public int MinNumeric { get; set; }

    /// <summary>Fewest other signs.</summary>
    public int MinSpecial { get; set; }

    /// <inheritdoc/>
    public override string GetDefaultValue()
    {
        (string Chars, bool Allowed, int Min)[] classes =
        [
            (LowerChars, Lower, MinLower),
            (UpperChars, Upper, MinUpper),
            (NumericChars, Numeric, MinNumeric),
            (SpecialChars, Special, MinSpecial),
        ];
        var allowed = string.Concat(classes.Where(c => c.Allowed).Select(c => c.Chars));
        if (allowed.Length == 0)
        {
            throw new InvalidOperationException("A generated value needs at least one kind of character.");
        }

        List<char> password = [.. classes.Where(c => c.Allowed).SelectMany(c => RandomNumberGenerator.GetItems<char>(c.Chars, c.Min))];
        password.AddRange(RandomNumberGenerator.GetItems<char>(allowed, Math.Max(0, MinLength - password.Count)));
        var result = password.ToArray();
        RandomNumberGenerator.Shuffle<char>(result);
        return new string(result);
    }
}
