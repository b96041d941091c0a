namespace Canopy.AppHost;

/// <summary>What differs between the cache on this machine and the one that is published.</summary>
internal static class CacheExtensions
{
    /// <summary>Tells a program where the cache is.</summary>
    /// <remarks>
    /// Published, the password is in a variable of its own and not within the connection string: a cluster can then take it from a
    /// Secret, and no generator has to encode it.
    /// </remarks>
    public static IResourceBuilder<T> WithCache<T>(this IResourceBuilder<T> program, IResourceBuilder<RedisResource> cache)
        where T : IResourceWithEnvironment
    {
        if (program.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            return program.WithReference(cache);
        }

        var endpoint = cache.GetEndpoint("tcp");
        var address = ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.Host)}:{endpoint.Property(EndpointProperty.Port)}");
        program.WithReferenceRelationship(cache.Resource).WithEnvironment($"ConnectionStrings__{cache.Resource.Name}", address);
        return cache.Resource.PasswordParameter is { } password
            ? program.WithEnvironment("REDIS_PASSWORD", ReferenceExpression.Create($"{password}"))
            : program;
    }

    /// <summary>Name of a volume: published, the same from every clone; else null, for one of this clone's own.</summary>
    public static string? NameOfVolume(this IDistributedApplicationBuilder builder, string name) =>
        builder.ExecutionContext.IsPublishMode ? name : null;
}
