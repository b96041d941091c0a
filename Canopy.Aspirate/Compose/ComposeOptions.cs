namespace Canopy.Aspirate.Compose;

/// <summary>How the Compose file is to look.</summary>
public sealed record ComposeOptions
{
    /// <summary>Name of the Compose project.</summary>
    public string ProjectName { get; init; } = "canopy";

    /// <inheritdoc cref="Kustomize.KustomizeOptions.ContainerRegistry"/>
    public string? ContainerRegistry { get; init; }

    /// <inheritdoc cref="Kustomize.KustomizeOptions.ContainerRepositoryPrefix"/>
    public string? ContainerRepositoryPrefix { get; init; }

    /// <inheritdoc cref="Kustomize.KustomizeOptions.ContainerImageTag"/>
    public string ContainerImageTag { get; init; } = "latest";
}
