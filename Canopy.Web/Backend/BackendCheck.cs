using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.Web.Backend;

/// <summary>
/// A configured backend that is away makes web degraded: everything can still be watched. Without a backend, and not in demo
/// mode, there is nothing to be ready for.
/// </summary>
internal sealed class BackendCheck(BackendAddress address, IHttpClientFactory clients) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!address.IsConfigured)
        {
            return HealthCheckResult.Unhealthy("not configured: set CASCOR_BACKEND_URL, or CASCOR_DEMO_MODE=1 to train here");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var response = await clients.CreateClient(BackendClient.ClientName).GetAsync("/readyz", HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return response.IsSuccessStatusCode ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"answers {(int)response.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return HealthCheckResult.Degraded("cannot be reached", e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded($"no answer within {Limit.TotalSeconds:0.#} s");
        }
    }
}
