using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Processes;

namespace Canopy.Hosting.Launching;

/// <summary>Starts a program that is there already.</summary>
internal sealed class ExecutableLauncher(DistributedApplicationExecutionContext execution) : ResourceLauncher
{
    public override bool Handles(IResource resource) => resource is ExecutableResource;

    public override Task<IReadOnlyList<string>> FindProblemsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var executable = (ExecutableResource)resource;
        var problem =
            !Directory.Exists(executable.WorkingDirectory) ? $"{resource.Name}: there is no folder {executable.WorkingDirectory}." :
            Find(executable) is null ? $"{resource.Name}: the command `{executable.Command}` was not found. Install it, or put it on the PATH." :
            null;
        return Task.FromResult<IReadOnlyList<string>>(problem is null ? [] : [problem]);
    }

    public override async Task<LaunchPlan> PlanAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var executable = (ExecutableResource)context.Resource;
        var command = Find(executable) ?? throw new DistributedApplicationException($"The command `{executable.Command}` was not found.");
        return new LaunchPlan(command, await ProcessEnvironment.ArgumentsAsync(context, execution, cancellationToken), executable.WorkingDirectory)
        {
            Environment = await ProcessEnvironment.VariablesAsync(context, execution, cancellationToken),
        };
    }

    private static string? Find(ExecutableResource executable) => CommandFinder.Find(executable.Command, executable.WorkingDirectory);
}
