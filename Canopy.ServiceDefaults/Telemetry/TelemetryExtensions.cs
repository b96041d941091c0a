using Canopy.ServiceDefaults.Health;
using Canopy.ServiceDefaults.Info;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Canopy.ServiceDefaults.Telemetry;

internal static class TelemetryExtensions
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolKey = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string HeadersKey = "OTEL_EXPORTER_OTLP_HEADERS";
    private const string LogHeadersKey = "OTEL_EXPORTER_OTLP_LOGS_HEADERS";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddTransient<IStartupFilter, RequestObservationFilter>();
        builder.Services.ConfigureOpenTelemetryMeterProvider(Meters.Bound);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, builder))
            .WithMetrics(metrics => metrics.AddMeters());
        if (string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]))
        {
            return;
        }

        builder.Configuration.AddInMemoryCollection(ExporterSettings(builder.Configuration));
        // First in the list, so that it stops after everything that has something to tell.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryFlush>());
        telemetry
            .WithTracing(tracing => tracing
                .AddSource("Canopy.*")
                .AddAspNetCoreInstrumentation(options => options.Filter = http => !ProbeEndpoint.Matches(http.Request.Path.Value))
                .AddHttpClientInstrumentation()
                .AddProcessor<LoneRedisSpans>())
            .WithLogging(configureBuilder: null, options =>
            {
                options.IncludeFormattedMessage = true;
                options.IncludeScopes = true;
            })
            .UseOtlpExporter();
    }

    private static Dictionary<string, string?> ExporterSettings(IConfiguration configuration)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [ProtocolKey] = configuration[ProtocolKey] ?? "http/protobuf",
        };
        if (configuration["LOG_API_KEY"] is { Length: > 0 } key)
        {
            // A header list of a signal replaces the general one, so that is repeated in it.
            var general = configuration[LogHeadersKey] ?? configuration[HeadersKey];
            var authorization = $"Authorization={Uri.EscapeDataString($"Bearer {key}")}";
            settings[LogHeadersKey] = string.IsNullOrEmpty(general) ? authorization : $"{general},{authorization}";
        }

        return settings;
    }

    private static void Describe(ResourceBuilder resource, IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var info = new ProgramInfo(builder.Environment, configuration, TimeProvider.System);
        resource.AddService(
            info.Name, serviceNamespace: "canopy", serviceVersion: info.Version,
            autoGenerateServiceInstanceId: info.PodName is null, serviceInstanceId: info.PodName);
        resource.AddAttributes(new (string Name, string? Value)[]
        {
            ("k8s.pod.name", info.PodName),
            ("k8s.namespace.name", info.PodNamespace),
            ("deployment.environment.name", configuration.GetProgramSettings().Environment),
        }.Where(a => !string.IsNullOrEmpty(a.Value)).Select(a => KeyValuePair.Create(a.Name, (object)a.Value!)));
        // Last, so that what the environment says wins.
        resource.AddEnvironmentVariableDetector();
    }
}
