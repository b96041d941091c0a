namespace Canopy.Aspirate.Manifests;

/// <summary>Names become folders, host names and objects in a cluster, so they are kept to what all of these allow.</summary>
internal static class ResourceNames
{
    private const int MaxLength = 63;

    public static void Check(string name, string field)
    {
        if (name.Length is 0 or > MaxLength || !char.IsAsciiLetter(name[0]) || name.EndsWith('-') || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-'))
        {
            throw new ManifestException(field, $"a name has 1 to {MaxLength} letters, digits and hyphens, and begins with a letter.");
        }
    }

    /// <summary>The name as Kubernetes and Compose accept it; volumes may have other characters.</summary>
    public static string Label(string name)
    {
        var label = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        return label[..Math.Min(label.Length, MaxLength)].Trim('-');
    }
}
