using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Orchestration;

/// <summary>What else a snapshot tells.</summary>
internal static class SnapshotFacts
{
    /// <summary>Name of the property that holds the process id.</summary>
    public const string Pid = "executable.pid";

    /// <summary>Name of the property that holds why a resource is not well, in one line.</summary>
    public const string Reason = "canopy.reason";

    public static bool HasEnded(this CustomResourceSnapshot snapshot) =>
        snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text, StringComparer.Ordinal);

    public static object? Property(this CustomResourceSnapshot snapshot, string name) =>
        snapshot.Properties.FirstOrDefault(p => p.Name == name)?.Value;

    public static CustomResourceSnapshot WithProperty(this CustomResourceSnapshot snapshot, string name, object? value)
    {
        var others = snapshot.Properties.RemoveAll(p => p.Name == name);
        return snapshot with { Properties = value is null ? others : others.Add(new(name, value)) };
    }

    /// <summary>State, exit code and reason as far as they are known, in one line.</summary>
    public static string Describe(this CustomResourceSnapshot snapshot)
    {
        var state = snapshot.State?.Text ?? "unknown";
        var text = snapshot.ExitCode is { } code && snapshot.HasEnded() ? $"{state} (exit code {code})" : state;
        return snapshot.Property(Reason) is string reason ? $"{text}: {reason}" : text;
    }
}

/// <summary>The words shown for the kinds of resources.</summary>
internal static class ResourceTypes
{
    public static string Of(IResource resource) => resource switch
    {
        ProjectResource => "Project",
        ExecutableResource => "Executable",
        ContainerResource => "Container",
        ParameterResource => "Parameter",
        _ => resource.GetType().Name.Replace("Resource", string.Empty, StringComparison.Ordinal),
    };
}
