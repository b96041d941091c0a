namespace Canopy.Aspirate.Compose;

/// <summary>How the Compose file is to look.</summary>
public sealed record ComposeOptions : ContainerOptions
{
    /// <summary>Name of the Compose project.</summary>
    public string ProjectName { get; init; } = "canopy";

    /// <summary>
    /// Folder of the sources. Images of projects with a Dockerfile can then be built by Compose, from the folder above the file. Without it
    /// they must have been pushed.
    /// </summary>
    public string? Sources { get; init; }
}
