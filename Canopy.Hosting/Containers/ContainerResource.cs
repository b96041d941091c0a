namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program in a container.</summary>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    /// <summary>Program in the image; the image's own when null.</summary>
    public string? Entrypoint { get; set; } = entrypoint;
}

/// <summary>The image that a container is made from.</summary>
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    /// <summary>Registry; Docker Hub when null.</summary>
    public string? Registry { get; set; }

    /// <summary>Repository.</summary>
    public required string Image { get; set; }

    /// <summary>Tag.</summary>
    public string? Tag { get; set; }

    /// <summary>The whole name.</summary>
    internal string FullName => $"{(Registry is null ? string.Empty : $"{Registry}/")}{Image}:{Tag ?? "latest"}";
}

/// <summary>What kind of storage a container sees.</summary>
public enum ContainerMountType
{
    /// <summary>A folder of this machine.</summary>
    BindMount,

    /// <summary>Storage that the container runtime looks after.</summary>
    Volume,
}

/// <summary>Storage that a container sees.</summary>
public sealed class ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly) : IResourceAnnotation
{
    /// <summary>Name of the volume, or path of the folder.</summary>
    public string? Source { get; } = source;

    /// <summary>Path in the container.</summary>
    public string Target { get; } = target;

    /// <summary>Folder or volume.</summary>
    public ContainerMountType Type { get; } = type;

    /// <summary>Whether the container may only read it.</summary>
    public bool IsReadOnly { get; } = isReadOnly;
}

/// <summary>How long a container lives.</summary>
public enum ContainerLifetime
{
    /// <summary>As long as the application.</summary>
    Session,

    /// <summary>Longer than the application.</summary>
    Persistent,
}

/// <summary>States how long a container lives.</summary>
public sealed class ContainerLifetimeAnnotation : IResourceAnnotation
{
    /// <summary>As long as the application, or longer.</summary>
    public required ContainerLifetime Lifetime { get; set; }
}
