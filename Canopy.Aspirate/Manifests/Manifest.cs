namespace Canopy.Aspirate.Manifests;

/// <summary>What an AppHost tells of its application, in the order in which it tells it.</summary>
/// <remarks>The schema is https://json.schemastore.org/aspire-8.0.json.</remarks>
public sealed record Manifest(IReadOnlyList<ManifestResource> Resources)
{
    /// <summary>Folder that the paths in it start from; null when the manifest is no file.</summary>
    public string? Folder { get; init; }

    /// <summary>The resource of that name, or null.</summary>
    public ManifestResource? Find(string name) => Resources.FirstOrDefault(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One resource; what its type does not have is empty or null.</summary>
public sealed record ManifestResource(string Name, string Type)
{
    /// <summary>Project file of a project, from the manifest's folder.</summary>
    public string? Path { get; init; }

    /// <summary>Image of a container.</summary>
    public string? Image { get; init; }

    /// <summary>Program in the image; the image's own when null.</summary>
    public string? Entrypoint { get; init; }

    /// <summary>How others reach it, as an expression.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Value of a parameter or annotated string, as an expression.</summary>
    public string? Value { get; init; }

    /// <summary>The input that a parameter's value comes from.</summary>
    public ManifestInput? Input { get; init; }

    /// <summary>Command line, as expressions.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Environment, as expressions.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Env { get; init; } = [];

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<ManifestBinding> Bindings { get; init; } = [];

    /// <summary>Storage that outlives it.</summary>
    public IReadOnlyList<ManifestMount> Volumes { get; init; } = [];

    /// <summary>Files and folders of the machine that it sees.</summary>
    public IReadOnlyList<ManifestMount> BindMounts { get; init; } = [];

    /// <summary>Whether it is a .NET project.</summary>
    public bool IsProject => Type is "project.v0" or "project.v1";

    /// <summary>Whether its image is built from source, and so lies in the registry of the application.</summary>
    public bool IsBuilt => IsProject || Type is "dockerfile.v0" || (Type is "container.v1" && Image is null);

    /// <summary>Whether it runs in a container.</summary>
    public bool IsWorkload => IsBuilt || Type is "container.v0" or "container.v1";

    /// <summary>Whether it is there for its value only.</summary>
    public bool IsValue => Type is "parameter.v0" or "value.v0" or "annotated.string";
}

/// <summary>A value asked for at deployment.</summary>
/// <param name="Secret">Whether it must not be shown.</param>
/// <param name="Generated">Whether the deployment makes it up when nobody gives it.</param>
/// <param name="Default">Value when nobody gives one; null for none.</param>
public sealed record ManifestInput(bool Secret, bool Generated, string? Default);

/// <summary>A place where a resource listens.</summary>
/// <param name="Port">Port that callers use; null where it is the target port.</param>
/// <param name="TargetPort">Port that the program listens on; null where that is left to the deployment.</param>
public sealed record ManifestBinding(string Name, string Scheme, string Protocol, int? Port, int? TargetPort, bool External)
{
    private const int UsualHttp = 8080;
    private const int UsualHttps = 8443;

    /// <summary>Port in the container; the usual one of .NET images where the manifest has none.</summary>
    public int ContainerPort => TargetPort ?? Port ?? (IsHttps ? UsualHttps : UsualHttp);

    /// <summary>Port that callers within the deployment use.</summary>
    public int ServicePort => Port ?? ContainerPort;

    /// <summary>Whether it needs a certificate.</summary>
    public bool IsHttps => Scheme == "https";
}

/// <summary>Storage that a container sees.</summary>
public sealed record ManifestMount(string Source, string Target, bool ReadOnly);
