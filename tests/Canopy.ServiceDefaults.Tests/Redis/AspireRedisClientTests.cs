using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using StackExchange.Redis;

namespace Canopy.ServiceDefaults.Tests.Redis;

/// <summary>What AddRedisClient and AddOpenTelemetry promise, whichever build they come from.</summary>
public class AspireRedisClientTests
{
    private const string Section = "Aspire:StackExchange:Redis";

    [Fact]
    public void AddRedisClient_HealthCheck_HasTheLibrarysName()
    {
        using var services = Build(builder => builder.AddRedisClient("cache"));

        Assert.Contains(services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations, r => r.Name == "StackExchange.Redis");
    }

    [Fact]
    public void AddRedisClient_SettingsSwitchThingsOff_TheyAreNotThere()
    {
        using var services = Build(
            builder => builder.AddRedisClient("cache"),
            new() { [$"{Section}:DisableHealthChecks"] = "true", [$"{Section}:cache:DisableTracing"] = "true", [$"{Section}:DisableAutoActivation"] = "true" });

        Assert.Empty(services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations);
        Assert.Empty(services.GetServices<IHostedService>());
        Assert.Null(services.GetService<TracerProvider>());
    }

    [Fact]
    public void AddRedisClient_Tracing_ListensToTheLibrarysSource()
    {
        using var source = new System.Diagnostics.ActivitySource("OpenTelemetry.Instrumentation.StackExchangeRedis");
        using var services = Build(builder => builder.AddRedisClient("cache"));

        Assert.NotNull(services.GetService<TracerProvider>());
        Assert.True(source.HasListeners());
    }

    [Fact]
    public void AddRedisClient_SectionOfTheLibrarysOptions_IsRead()
    {
        using var services = Build(
            builder => builder.AddRedisClient("cache", configureOptions: options => options.ConnectRetry = 9),
            new() { [$"{Section}:ConfigurationOptions:ConnectTimeout"] = "1234", [$"{Section}:cache:ConfigurationOptions:ConnectRetry"] = "4" });

        var options = services.GetRequiredService<IOptions<ConfigurationOptions>>().Value;

        Assert.Equal((1234, 9, false), (options.ConnectTimeout, options.ConnectRetry, options.AbortOnConnectFail));
    }

    [Fact]
    public void AddRedisClient_NoEndpoint_ThrowsWithBothKeys()
    {
        using var services = Build(builder => builder.AddRedisClient("cache"), new() { ["ConnectionStrings:cache"] = null });

        var exception = Assert.Throws<InvalidOperationException>(services.GetRequiredService<IConnectionMultiplexer>);

        Assert.Contains("ConnectionStrings:cache", exception.Message);
        Assert.Contains($"{Section}:ConnectionString", exception.Message);
    }

    [Fact]
    public async Task AddOpenTelemetry_Twice_MakesTheProvidersAtStartOnce()
    {
        var made = 0;
        using var services = Build(builder =>
        {
            builder.Services.AddOpenTelemetry().WithTracing(tracing => ((IDeferredTracerProviderBuilder)tracing).Configure((_, _) => made++));
            builder.Services.AddOpenTelemetry().ConfigureResource(_ => { });
        });

        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }

        Assert.Single(services.GetServices<IHostedService>());
        Assert.Equal(1, made);
    }

    private static ServiceProvider Build(Action<HostApplicationBuilder> add, Dictionary<string, string?>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cache"] = "cache:6379" });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        add(builder);
        return builder.Services.BuildServiceProvider();
    }
}
