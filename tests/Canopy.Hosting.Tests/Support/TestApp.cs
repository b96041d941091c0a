using Aspire.Hosting.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.Hosting.Tests.Support;

/// <summary>Makes applications for tests and gives them time limits that a loaded machine keeps.</summary>
internal static class TestApp
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static CancellationToken Deadline => Wait.Deadline(Limit);

    public static IDistributedApplicationTestingBuilder Create(params string[] args) => DistributedApplicationTestingBuilder.Create(args);

    /// <summary>Adds the sample service, which is well when /readyz says so.</summary>
    public static IResourceBuilder<ProjectResource> AddSample(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddProject<Projects.Sample_Service>(name).WithHttpHealthCheck("/readyz");

    /// <summary>Adds a shell script.</summary>
    public static IResourceBuilder<ExecutableResource> AddScript(this IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "/bin/sh", Path.GetTempPath(), "-c", script);

    public static async Task<DistributedApplication> StartAsync(this IDistributedApplicationTestingBuilder builder)
    {
        var app = await builder.BuildAsync(Deadline);
        try
        {
            await app.StartAsync(Deadline);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public static Task<ResourceEvent> UntilHealthyAsync(this DistributedApplication app, string name) =>
        app.ResourceNotifications.WaitForResourceHealthyAsync(name, Deadline);

    /// <summary>One copy of a resource that may have several.</summary>
    public static Task<ResourceEvent> UntilCopyIsHealthyAsync(this DistributedApplication app, string id) => app.ResourceNotifications.WaitForResourceAsync(
        id.Split('-')[0], e => e.ResourceId == id && e.Snapshot.HealthStatus == HealthStatus.Healthy, Deadline);

    public static Task<ResourceEvent> UntilAsync(this DistributedApplication app, string name, string state) =>
        app.ResourceNotifications.WaitForResourceAsync(name, e => e.Snapshot.State?.Text == state, Deadline);

    public static CustomResourceSnapshot Now(this DistributedApplication app, string name) =>
        app.ResourceNotifications.TryGetCurrentState(name, out var state) ? state.Snapshot : throw new InvalidOperationException($"{name} is unknown");

    public static int Pid(this DistributedApplication app, string name) =>
        (int)app.Now(name).Properties.Single(p => p.Name == "executable.pid").Value!;
}
