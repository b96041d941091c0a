namespace Canopy.Aspirate.Manifests;

/// <summary>Something in the manifest, or missing beside it, that its user can put right: one line each.</summary>
public sealed class ManifestException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public ManifestException(string field, string message)
        : this([$"{field}: {message}"])
    {
    }

    /// <summary>What is wrong; each line names the field.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
