using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.ServiceDefaults.Health;

/// <summary>Asks another service whether it lives. One that is away only degrades us: what is stored can still be shown.</summary>
internal sealed class BackendCheck(IHttpClientFactory clients, Uri address) : IHealthCheck
{
    public const string Client = "health";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var client = clients.CreateClient(Client);
            using var response = await client.GetAsync(new Uri(address, "/alive"), HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return response.IsSuccessStatusCode
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded($"answers {(int)response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            return HealthCheckResult.Degraded("cannot be reached", exception);
        }
        catch (OperationCanceledException)
        {
            return HealthCheckResult.Degraded($"no answer within {Limit.TotalSeconds:0.#} s");
        }
    }
}
