using Canopy.ServiceDefaults.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Redis;

/// <summary>Whether Redis serves this program, writes included, and why not: from the first second, and within two.</summary>
internal sealed class RedisCheck(RedisWatch watch, RedisProbe probe, IOptions<ProgramSettings> settings) : IHealthCheck
{
    /// <summary>A write that a full or read-only Redis refuses, and that changes nothing elsewhere: the key is never there.</summary>
    private const string Write = "return redis.call('SETRANGE', KEYS[1], 0, '')";

    private static readonly RedisKey[] Nowhere = ["canopy:never"];
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(800);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (watch.Connection is { IsConnected: true } connection)
        {
            try
            {
                var database = connection.GetDatabase();
                await (settings.Value.ReadOnly ? database.PingAsync() : (Task)database.ScriptEvaluateAsync(Write, Nowhere)).WaitAsync(Limit, cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (RedisServerException exception)
            {
                var refusal = RedisRefusal.Of(exception.Message);
                return new HealthCheckResult(refusal.Status, refusal.Words);
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
            {
                // The probe tells why.
            }
        }

        return HealthCheckResult.Unhealthy(await probe.AskAsync(cancellationToken) ?? "it answers, but not over this program's connection (yet)");
    }
}
