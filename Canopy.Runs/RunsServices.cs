using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Canopy.Runs.Storage.Memory;
using Canopy.Runs.Storage.Redis;
using Canopy.Runs.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Canopy.Runs;

/// <summary>The parts of the run service, to be put together by the program that wants them.</summary>
public static class RunsServices
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string TelemetryName = Telemetry.Name;

    /// <summary>The store in this process's memory, for demo mode: <see cref="IRunReader"/> and what commands and training need.</summary>
    public static IServiceCollection AddRunStoreInMemory(this IServiceCollection services)
    {
        services.AddRunsCore();
        services.AddSingleton<IRunStore, MemoryRunStore>();
        services.AddSingleton<IRunReader>(s => s.GetRequiredService<IRunStore>());
        return services;
    }

    /// <summary>The store in Redis, over the registered <see cref="IConnectionMultiplexer"/>: <see cref="IRunReader"/> and what commands and training need.</summary>
    public static IServiceCollection AddRunStoreRedis(this IServiceCollection services)
    {
        services.AddRunsCore();
        services.AddSingleton<IRunStore>(s => new RedisRunStore(s.GetRequiredService<IConnectionMultiplexer>, Limit(s)));
        services.AddSingleton<IRunReader>(s => s.GetRequiredService<IRunStore>());
        return services;
    }

    /// <summary>Only the reading side of the store in Redis, for a program that writes nothing.</summary>
    public static IServiceCollection AddRunReaderRedis(this IServiceCollection services)
    {
        services.AddRunsCore();
        services.AddSingleton<IRunReader>(s => new RedisRunReader(s.GetRequiredService<IConnectionMultiplexer>, Limit(s)));
        return services;
    }

    /// <summary><see cref="IRunCommands"/> over the store of this process.</summary>
    public static IServiceCollection AddRunCommands(this IServiceCollection services)
    {
        services.AddRunsCore();
        services.AddSingleton(s => new NewRunRequest(s.GetRequiredService<IOptions<RunsOptions>>().Value, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IRunCommands, RunCommands>();
        return services;
    }

    /// <summary>Training in this process: takes runs from the queue, trains them, leaves them in order when the program stops.</summary>
    public static IServiceCollection AddRunTraining(this IServiceCollection services)
    {
        services.AddRunsCore();
        services.AddSingleton<RunDispatcher>();
        services.AddHostedService(s => s.GetRequiredService<RunDispatcher>());
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            "training", s => ActivatorUtilities.CreateInstance<TrainingCheck>(s), HealthStatus.Unhealthy, ["live"]));
        return services;
    }

    private static void AddRunsCore(this IServiceCollection services)
    {
        if (services.Any(s => s.ServiceType == typeof(RunIntake)))
        {
            return;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RunIntake>();
        services.AddSingleton<Telemetry>();
        services.AddOptions<RunsOptions>().BindConfiguration(RunsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RunsOptions>, RunsOptionsCheck>();
        services.ConfigureHttpJsonOptions(options => ContractsJsonOptions.Apply(options.SerializerOptions));
    }

    private static TimeSpan Limit(IServiceProvider services) => services.GetRequiredService<IOptions<RunsOptions>>().Value.StoreLimit;
}
