namespace Canopy.Aspirate.Kustomize;

/// <summary>How the Kubernetes files are to look; names and defaults are Aspirate's.</summary>
public sealed record KustomizeOptions : ContainerOptions
{
    /// <summary>IfNotPresent, Always or Never.</summary>
    public string ImagePullPolicy { get; init; } = "IfNotPresent";

    /// <summary>Namespace of everything; none is named when null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether the Aspire dashboard is deployed too, and everything reports to it.</summary>
    public bool IncludeDashboard { get; init; }

    /// <summary>Whether secrets that are given stand in the files in plain text; else <c>from-secret</c> does.</summary>
    public bool DisableSecrets { get; init; }

    /// <summary>Values of parameters, each as <c>name=value</c>.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];
}
