using Microsoft.Extensions.Hosting;

namespace Canopy.Hosting.Orchestration;

/// <summary>Ties the orchestrator to the life of the host.</summary>
internal sealed class OrchestratorService(Orchestrator orchestrator) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => orchestrator.StartAllAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => orchestrator.StopAllAsync();
}
