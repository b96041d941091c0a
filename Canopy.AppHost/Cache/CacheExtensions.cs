using Canopy.AppHost.Start;
using Canopy.Kubernetes;
using Microsoft.Extensions.DependencyInjection;

namespace Canopy.AppHost.Cache;

/// <summary>The store of all runs: Redis or Valkey, as a process of this machine, as a container, or one that runs already.</summary>
internal static class CacheExtensions
{
    /// <summary>Adds the cache as <c>CANOPY_CACHE</c> says (<see cref="CacheChoice"/>); published it is always a container.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddCache(this IDistributedApplicationBuilder builder, string name)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return builder.AddRedis(name)
                .WithDataVolume($"{name}-data")
                .Kubernetes(k => Production.Cache(k, builder.AppHostDirectory));
        }

        switch (CacheChoice.Of(builder.Configuration))
        {
            case CacheChoice.Process process:
                return builder.AddRedisProcess(name, process.Server).WithCompactCommand();
            case CacheChoice.Existing existing:
                return builder.AddExistingCache(name, existing.ConnectionString);
            case CacheChoice.Impossible impossible:
                builder.AddStartCheck(_ => Task.FromResult<string?>(impossible.Problem));
                break;
            default:
                builder.AddStartCheck(cancellationToken => ContainerEngine.FindProblemAsync(name, builder.Configuration, cancellationToken));
                break;
        }

        return builder.AddRedis(name).WithDataVolume().WithIconName("Database").WithCompactCommand();
    }

    /// <summary>Tells a program where the cache is.</summary>
    /// <remarks>
    /// Published, the password is in a variable of its own and not within the connection string: a cluster can then take it from a
    /// Secret, and no generator has to encode it.
    /// </remarks>
    public static IResourceBuilder<T> WithCache<T>(this IResourceBuilder<T> program, IResourceBuilder<IResourceWithConnectionString> cache)
        where T : IResourceWithEnvironment, IResourceWithWaitSupport
    {
        if (program.ApplicationBuilder.ExecutionContext.IsRunMode || cache.Resource is not RedisResource redis)
        {
            return program.WithReference(cache).WaitFor(cache);
        }

        var endpoint = redis.PrimaryEndpoint;
        var address = ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.Host)}:{endpoint.Property(EndpointProperty.Port)}");
        program.WithReferenceRelationship(redis).WithEnvironment($"ConnectionStrings__{redis.Name}", address);
        return redis.PasswordParameter is { } password
            ? program.WithEnvironment("REDIS_PASSWORD", ReferenceExpression.Create($"{password}"))
            : program;
    }

    private static IResourceBuilder<ConnectionStringResource> AddExistingCache(this IDistributedApplicationBuilder builder, string name, string connectionString)
    {
        // A secret: it may hold a password, which the dashboard must not show.
        var value = builder.AddParameter($"{name}-connection-string", connectionString, secret: true);
        builder.Services.AddHealthChecks().AddRedis(connectionString, $"{name}_check");
        return builder.AddConnectionString(name, ReferenceExpression.Create($"{value}")).WithHealthCheck($"{name}_check").WithIconName("Database");
    }
}
