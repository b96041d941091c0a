namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names become host names and environment variables, so they are kept to what both allow.</summary>
internal static class ResourceName
{
    private const int MaxLength = 64;

    public static void Validate(string name, string kind = "Resource")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var fault =
            name.Length > MaxLength ? $"must be at most {MaxLength} characters" :
            !char.IsAsciiLetter(name[0]) ? "must start with an ASCII letter" :
            name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-') ? "must contain only ASCII letters, digits and hyphens" :
            name.EndsWith('-') ? "must not end with a hyphen" :
            name.Contains("--", StringComparison.Ordinal) ? "must not contain consecutive hyphens" :
            null;
        if (fault is not null)
        {
            throw new ArgumentException($"{kind} name '{name}' is invalid: it {fault}.", nameof(name));
        }
    }
}
