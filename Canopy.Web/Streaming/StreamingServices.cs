using Canopy.ServiceDefaults.Health;

namespace Canopy.Web.Streaming;

/// <summary>Registration of the relay and its sockets; the run reader comes from whoever has the store.</summary>
internal static class StreamingServices
{
    public static IHostApplicationBuilder AddStreaming(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<StreamOptions>("Stream");
        builder.AddSettings<RelayOptions>("Relay");
        services.AddSingleton<StreamTelemetry>();
        services.AddSingleton<ConnectionFrames>();
        services.AddSingleton<ConnectionLimits>();
        services.AddSingleton<Sockets>();
        services.AddSingleton<RunRelays>();
        services.AddSingleton(new HealthFact("active_connections", s => s.GetRequiredService<ConnectionLimits>().Count));
        return builder;
    }
}
