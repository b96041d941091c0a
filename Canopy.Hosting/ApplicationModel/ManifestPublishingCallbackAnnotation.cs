namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a resource appears in the manifest.</summary>
public class ManifestPublishingCallbackAnnotation : IResourceAnnotation
{
    private protected ManifestPublishingCallbackAnnotation()
    {
    }

    /// <summary>It does not.</summary>
    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new();
}
