namespace Canopy.Hosting.Processes;

/// <summary>Everything needed to start one process.</summary>
internal sealed record LaunchPlan(string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory)
{
    /// <summary>Variables set on top of the host's own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Text given on standard input, which then ends; without it, standard input stays open as long as the host lives.</summary>
    public string? StandardInput { get; init; }

    /// <summary>The container that the process looks after; it must be removed if the process cannot do it.</summary>
    public ContainerHandle? Container { get; init; }
}

/// <summary>A container, by the program that runs it and its name.</summary>
internal readonly record struct ContainerHandle(string Runtime, string Name);
