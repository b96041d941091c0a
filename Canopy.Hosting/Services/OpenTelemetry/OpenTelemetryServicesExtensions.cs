using Canopy.Hosting.Services.OpenTelemetry;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What Canopy uses of OpenTelemetry.Extensions.Hosting, under the same names.</summary>
public static class OpenTelemetryServicesExtensions
{
    /// <summary>Has the providers that are asked for made when the program starts. Calling it again adds to the same.</summary>
    public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.Any(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(TelemetryHostedService)))
        {
            // First in the list, so that it starts before everything that has something to tell.
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryHostedService>());
        }

        return new OpenTelemetryBuilder(services);
    }
}
