using Canopy.Hosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives commands to resources.</summary>
public class ResourceCommandService
{
    private readonly IServiceProvider _services;

    internal ResourceCommandService(IServiceProvider services) => _services = services;

    /// <summary>Gives a command to all copies of a resource.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteAsync(resource, resource.Name, commandName, cancellationToken);

    /// <summary>Gives a command to one copy of a resource, or to all when the name of the resource is given.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        var orchestrator = _services.GetRequiredService<Orchestrator>();
        return orchestrator.FindResource(resourceId) is { } resource
            ? ExecuteAsync(resource, resourceId, commandName, cancellationToken)
            : Task.FromResult(CommandResults.Failure($"Resource '{resourceId}' not found."));
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(IResource resource, string resourceId, string commandName, CancellationToken cancellationToken)
    {
        try
        {
            var own = resource.Annotations.OfType<CustomCommandAnnotation>().FirstOrDefault(c => c.Name == commandName);
            if (own is not null)
            {
                return await own.Execute(new ExecuteCommandContext { ResourceName = resourceId, ServiceProvider = _services, CancellationToken = cancellationToken });
            }

            var orchestrator = _services.GetRequiredService<Orchestrator>();
            await (commandName switch
            {
                "start" => orchestrator.StartAsync(resourceId, cancellationToken),
                "stop" => orchestrator.StopAsync(resourceId, cancellationToken),
                "restart" => orchestrator.RestartAsync(resourceId, cancellationToken),
                _ => throw new DistributedApplicationException($"Command '{commandName}' not available for resource '{resourceId}'."),
            });
            return CommandResults.Success();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
        catch (DistributedApplicationException failure)
        {
            return CommandResults.Failure(failure);
        }
    }
}
