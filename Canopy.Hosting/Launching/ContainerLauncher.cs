using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Processes;

namespace Canopy.Hosting.Launching;

/// <summary>Starts a container.</summary>
internal sealed class ContainerLauncher(ContainerRuntime containers, DistributedApplicationExecutionContext execution) : ResourceLauncher
{
    public override bool Handles(IResource resource) => resource is ContainerResource;

    public override async Task<IReadOnlyList<string>> FindProblemsAsync(IResource resource, CancellationToken cancellationToken) =>
        await containers.FindAsync(cancellationToken) is null
            ? [$"{resource.Name}: a container needs docker or podman, and neither is running. Start one of them."]
            : [];

    public override async Task<LaunchPlan> PlanAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var runtime = await containers.FindAsync(cancellationToken) ?? throw new DistributedApplicationException("Neither docker nor podman is running.");
        return await containers.HasOrPullsAsync(runtime, (ContainerResource)context.Resource, context.Report, cancellationToken)
            ? await ContainerPlans.CreateAsync(runtime, context, execution, cancellationToken)
            : throw new DistributedApplicationException($"The image {context.Resource.Annotations.OfType<ContainerImageAnnotation>().Last().FullName} is not here and cannot be pulled.");
    }
}

/// <summary>Writes the command line that runs a container in the foreground.</summary>
internal static class ContainerPlans
{
    public static async Task<LaunchPlan> CreateAsync(string runtime, LaunchContext context, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken)
    {
        var container = (ContainerResource)context.Resource;
        var name = $"canopy-{context.InstanceId}-{Guid.NewGuid():N}"[..40];
        var variables = await ProcessEnvironment.VariablesAsync(context, execution, cancellationToken);
        List<string> words = ["run", "--rm", "--name", name];
        foreach (var endpoint in container.Annotations.OfType<EndpointAnnotation>())
        {
            var inside = endpoint.TargetPort ?? throw new DistributedApplicationException($"The endpoint '{endpoint.Name}' of a container needs a target port.");
            words.AddRange(["-p", $"127.0.0.1:{context.Ports[endpoint.Name]}:{inside}"]);
        }

        foreach (var mount in container.Annotations.OfType<ContainerMountAnnotation>())
        {
            var readOnly = mount.IsReadOnly ? ":ro" : string.Empty;
            words.AddRange(["-v", mount.Source is null ? mount.Target : $"{mount.Source}:{mount.Target}{readOnly}"]);
        }

        // By name alone: the values come from the client's own environment, where the list of processes does not show them.
        words.AddRange(variables.Keys.SelectMany(variable => (string[])["-e", variable]));
        if (container.Entrypoint is { } entrypoint)
        {
            words.AddRange(["--entrypoint", entrypoint]);
        }

        words.Add(container.Annotations.OfType<ContainerImageAnnotation>().Last().FullName);
        words.AddRange(await ProcessEnvironment.ArgumentsAsync(context, execution, cancellationToken));
        return new LaunchPlan(runtime, words, "/") { Environment = variables, Container = new ContainerHandle(runtime, name) };
    }
}
