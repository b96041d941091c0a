using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Redis;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Adding Redis.</summary>
public static class RedisBuilderExtensions
{
    private const int TargetPort = 6379;
    private static readonly TimeSpan DefaultSaveInterval = TimeSpan.FromSeconds(60);

    /// <summary>Adds a Redis server on any port.</summary>
    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name, int? port) =>
        builder.AddRedis(name, port, password: null);

    /// <summary>Adds a Redis server. Without a password parameter, one is generated and kept.</summary>
    /// <remarks>The configuration key <c>ConnectionStrings:name</c> names a server that runs already; then none is started.</remarks>
    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        var passwordParameter = password?.Resource
            ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false);
        var redis = new RedisResource(name, passwordParameter) { Entrypoint = "/bin/sh" };
        if (builder.ExecutionContext.IsRunMode && builder.Configuration.GetConnectionString(name) is { Length: > 0 } given)
        {
            redis.Given = RedisAddress.Parse(given);
        }

        return builder.AddResource(redis)
            .WithEndpoint(port, TargetPort, "redis", RedisResource.PrimaryEndpointName)
            .WithImage("library/redis", "8.6")
            .WithImageRegistry("docker.io")
            .WithEnvironment(context =>
            {
                if (redis.PasswordParameter is { } secret)
                {
                    context.EnvironmentVariables["REDIS_PASSWORD"] = secret;
                }
            })
            .WithArgs(context =>
            {
                context.Args.Add("-c");
                context.Args.Add(ServerCommand(redis));
            })
            .WithCheck($"{name}_check", (addresses, cancellationToken) => RedisPing.CheckAsync(redis, addresses, cancellationToken));
    }

    /// <summary>Keeps the data in a volume.</summary>
    public static IResourceBuilder<RedisResource> WithDataVolume(this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false)
    {
        builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), "/data", isReadOnly);
        return isReadOnly ? builder : builder.WithPersistence();
    }

    /// <summary>Keeps the data in a folder of this machine.</summary>
    public static IResourceBuilder<RedisResource> WithDataBindMount(this IResourceBuilder<RedisResource> builder, string source, bool isReadOnly = false)
    {
        builder.WithBindMount(source, "/data", isReadOnly);
        return isReadOnly ? builder : builder.WithPersistence();
    }

    /// <summary>Saves the data when enough keys have changed in an interval; one key in a minute when left out.</summary>
    public static IResourceBuilder<RedisResource> WithPersistence(this IResourceBuilder<RedisResource> builder, TimeSpan? interval = null, long keysChangedThreshold = 1) =>
        builder.WithAnnotation(new RedisPersistence(interval ?? DefaultSaveInterval, keysChangedThreshold), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Uses another password parameter; null means no password.</summary>
    public static IResourceBuilder<RedisResource> WithPassword(this IResourceBuilder<RedisResource> builder, IResourceBuilder<ParameterResource>? password)
    {
        builder.Resource.PasswordParameter = password?.Resource;
        return builder;
    }

    /// <summary>Fixes the port that callers use.</summary>
    public static IResourceBuilder<RedisResource> WithHostPort(this IResourceBuilder<RedisResource> builder, int? port) =>
        builder.WithEndpoint(RedisResource.PrimaryEndpointName, endpoint => endpoint.Port = port);

    private static string ServerCommand(RedisResource redis)
    {
        var command = "redis-server";
        if (redis.PasswordParameter is not null)
        {
            command += " --requirepass $REDIS_PASSWORD";
        }

        return redis.TryGetLastAnnotation<RedisPersistence>(out var saving)
            ? string.Create(CultureInfo.InvariantCulture, $"{command} --save {(long)saving.Interval.TotalSeconds} {saving.KeysChanged}")
            : command;
    }
}
