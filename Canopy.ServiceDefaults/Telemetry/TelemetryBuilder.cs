using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace Canopy.ServiceDefaults.Telemetry;

/// <summary>Stands for OpenTelemetry.Extensions.Hosting, which not every registry has.</summary>
internal sealed class TelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
{
    public IServiceCollection Services => services;
}
