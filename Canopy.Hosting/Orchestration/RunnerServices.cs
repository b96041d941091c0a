using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Canopy.Hosting.Logs;

namespace Canopy.Hosting.Orchestration;

/// <summary>What a runner needs from the application.</summary>
internal sealed record RunnerServices(
    IServiceProvider Provider,
    ResourceNotificationService Notifications,
    IDistributedApplicationEventing Eventing,
    ResourceLogs Logs,
    HealthMonitor Health);
