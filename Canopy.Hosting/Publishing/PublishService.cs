using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Canopy.Hosting.Application;
using Microsoft.Extensions.Hosting;

namespace Canopy.Hosting.Publishing;

/// <summary>In publish mode, does what the host would otherwise start resources for: writes the manifest, and ends the host.</summary>
internal sealed class PublishService(
    PublishRequest request,
    ManifestWriter writer,
    DistributedApplicationModel model,
    IDistributedApplicationEventing eventing,
    IServiceProvider provider,
    IHostApplicationLifetime lifetime) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var path = request.ManifestPath();

        // Who listens to it may still change the description.
        await eventing.PublishAsync(new BeforeStartEvent(provider, model), cancellationToken);
        var manifest = await writer.WriteAsync(Path.GetDirectoryName(path)!, cancellationToken);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, manifest, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException([$"The manifest cannot be written to {path}: {e.Message}"]);
        }

        await Console.Out.WriteLineAsync($"Published manifest to: {path}");
        lifetime.StopApplication();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
