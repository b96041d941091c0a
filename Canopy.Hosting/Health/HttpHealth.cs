using System.Net.Security;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.Hosting.Health;

/// <summary>Asks a URL and compares the status code.</summary>
internal static class HttpHealth
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionLifetime = TimeSpan.FromSeconds(30),

        // A development certificate need not be trusted to tell whether a service is up.
        SslOptions = { RemoteCertificateValidationCallback = static (sender, _, _, errors) => errors == SslPolicyErrors.None || sender is SslStream { TargetHostName: "localhost" } },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public static async Task<HealthCheckResult> CheckAsync(Uri url, int expectedStatus, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)response.StatusCode == expectedStatus
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{url.PathAndQuery} answered {(int)response.StatusCode}, expected {expectedStatus}");
        }
        catch (HttpRequestException failure)
        {
            return HealthCheckResult.Unhealthy($"{url.PathAndQuery}: {failure.Message}", failure);
        }
    }
}
