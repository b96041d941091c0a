using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Canopy.Hosting.Services.Redis;

/// <summary>PING, with a bound of its own: the library's asynchronous calls have none.</summary>
internal sealed class RedisCheck(Func<IConnectionMultiplexer> multiplexer) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // Making the multiplexer may block while Redis is away.
            var connected = await Task.Run(multiplexer, cancellationToken).WaitAsync(Limit, cancellationToken);
            await connected.GetDatabase().PingAsync().WaitAsync(Limit, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (TimeoutException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"no answer within {Limit.TotalSeconds:0.#} s");
        }
        catch (RedisException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "cannot be reached", exception);
        }
    }
}
