using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Canopy.Web.Streaming;

/// <summary>Registration of the relay and its sockets; the run reader comes from whoever has the store.</summary>
internal static class StreamingServices
{
    public static IHostApplicationBuilder AddStreaming(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<RelayOptions>();
        services.AddOptions<StreamOptions>();
        services.AddSingleton<StreamTelemetry>();
        services.AddSingleton<ConnectionFrames>();
        services.AddSingleton<ConnectionLimits>();
        services.AddSingleton<Sockets>();
        services.AddSingleton<RunRelays>();
        return builder;
    }
}
