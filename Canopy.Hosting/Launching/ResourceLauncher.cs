using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Orchestration;
using Canopy.Hosting.Processes;

namespace Canopy.Hosting.Launching;

/// <summary>Knows how one kind of resource is turned into a process.</summary>
internal abstract class ResourceLauncher
{
    /// <summary>Whether it is for this resource; the first that says yes is taken.</summary>
    public abstract bool Handles(IResource resource);

    /// <summary>What stands in the way of starting it, one line each, found before anything is started.</summary>
    public virtual Task<IReadOnlyList<string>> FindProblemsAsync(IResource resource, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Whether callers reach the process directly: no proxy, and the same port after each start.</summary>
    public virtual bool ListensItself(IResource resource) => false;

    /// <summary>Where the resource is, when it runs elsewhere and is not started at all.</summary>
    public virtual (string Host, int Port)? RunsElsewhere(IResource resource) => null;

    /// <summary>How to start one copy.</summary>
    public abstract Task<LaunchPlan> PlanAsync(LaunchContext context, CancellationToken cancellationToken);
}

/// <summary>One copy of a resource that is about to start.</summary>
internal sealed record LaunchContext(
    IResource Resource,
    string InstanceId,
    IReadOnlyDictionary<string, int> Ports,
    Action<string> Report)
{
    private static readonly Dictionary<string, int> None = [];

    /// <summary>A container listens on the ports of its description; those here are the ones it is published on.</summary>
    public InstanceValueContext Values { get; } = new(Resource, InstanceId, Resource is ContainerResource ? None : Ports) { Caller = Resource };
}
