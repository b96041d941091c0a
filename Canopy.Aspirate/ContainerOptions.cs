namespace Canopy.Aspirate;

/// <summary>How images are named that are built from the application's own source.</summary>
public abstract record ContainerOptions
{
    /// <summary>Their registry, such as <c>ghcr.io/owner</c>.</summary>
    public string? ContainerRegistry { get; init; }

    /// <summary>What stands between registry and name; nothing when null.</summary>
    public string? ContainerRepositoryPrefix { get; init; }

    /// <summary>Their tag.</summary>
    public string ContainerImageTag { get; init; } = "latest";
}
