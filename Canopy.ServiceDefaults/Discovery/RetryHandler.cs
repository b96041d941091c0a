using System.Net;

namespace Canopy.ServiceDefaults.Discovery;

/// <summary>Repeats reads that failed for a reason which passes: a restart, a replica that is being replaced.</summary>
internal sealed class RetryHandler(TimeProvider time) : DelegatingHandler
{
    private const int Tries = 3;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var repeatable = request.Content is null && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                if (!repeatable || attempt == Tries
                    || response.StatusCode is not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout))
                {
                    return response;
                }

                response.Dispose();
            }
            catch (HttpRequestException) when (repeatable && attempt < Tries)
            {
                // Again, below.
            }

            await Task.Delay(Pause(attempt), time, cancellationToken);
        }
    }

    // 100 ms, 200 ms, with jitter, so that clients that failed together do not come back together.
    private static TimeSpan Pause(int attempt)
#pragma warning disable CA5394 // Jitter needs no secrecy.
        => TimeSpan.FromMilliseconds(100 * (1 << (attempt - 1)) * (0.5 + Random.Shared.NextDouble()));
#pragma warning restore CA5394
}
