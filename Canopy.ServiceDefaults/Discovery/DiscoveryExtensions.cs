using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Canopy.ServiceDefaults.Discovery;

internal static class DiscoveryExtensions
{
    /// <summary>
    /// Lets clients say https+http://NAME: each request goes to the next of the addresses in services:NAME:https or services:NAME:http,
    /// and a read that failed for a reason which passes (a restart, a replica that is being replaced) is repeated.
    /// </summary>
    public static void AddDiscovery(this IHostApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            // Outside of discovery, so that a repeat goes to the next address.
            http.AddResilienceHandler("reads", pipeline => pipeline.AddRetry(Reads()));
            http.AddServiceDiscovery();
        });
    }

    private static HttpRetryStrategyOptions Reads()
    {
        var options = new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(100),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            // Whoever waits for the answer gives up sooner.
            ShouldRetryAfterHeader = false,
            ShouldHandle = attempt => ValueTask.FromResult(
                attempt.Outcome.Exception is HttpRequestException
                || attempt.Outcome.Result?.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout),
        };
        options.DisableForUnsafeHttpMethods();
        return options;
    }
}
