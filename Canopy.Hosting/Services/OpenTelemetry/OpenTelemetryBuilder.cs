using Microsoft.Extensions.DependencyInjection;

namespace OpenTelemetry;

/// <summary>What AddOpenTelemetry returns; WithTracing, WithMetrics, WithLogging and ConfigureResource are OpenTelemetry's own extensions of the interface.</summary>
public sealed class OpenTelemetryBuilder : IOpenTelemetryBuilder
{
    internal OpenTelemetryBuilder(IServiceCollection services) => Services = services;

    /// <inheritdoc />
    public IServiceCollection Services { get; }
}
