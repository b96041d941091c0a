using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Orchestration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Names a registered health check that decides whether the resource is well.</summary>
    public class HealthCheckAnnotation(string key) : IResourceAnnotation
    {
        /// <summary>Name under which the check is registered.</summary>
        public string Key { get; } = key;
    }
}

namespace Canopy.Hosting.Health
{
    /// <summary>A check that asks one copy of a resource directly, past the proxy that would answer for any of them.</summary>
    internal sealed record InstanceHealthCheck(string Key, Func<InstanceAddresses, CancellationToken, Task<HealthCheckResult>> CheckAsync) : IResourceAnnotation;
}
