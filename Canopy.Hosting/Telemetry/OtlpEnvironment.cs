using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Orchestration;
using Canopy.Hosting.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>The resource sends telemetry.</summary>
    public class OtlpExporterAnnotation : IResourceAnnotation;
}

namespace Aspire.Hosting
{
    /// <summary>Telemetry settings for resources.</summary>
    public static class OtlpConfigurationExtensions
    {
        /// <summary>Tells the resource where to send telemetry, and as what.</summary>
        public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
            where T : IResourceWithEnvironment
        {
            builder.WithAnnotation(new OtlpExporterAnnotation());
            if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
            {
                return builder;
            }

            var isDevelopment = builder.ApplicationBuilder.Environment.IsDevelopment();
            return builder.WithEnvironment(context => OtlpEnvironment.Set(context, builder.ApplicationBuilder.Configuration, isDevelopment));
        }
    }
}

namespace Canopy.Hosting.Telemetry
{
    /// <summary>The variables that an OpenTelemetry SDK reads.</summary>
    internal static class OtlpEnvironment
    {
        public static void Set(EnvironmentCallbackContext context, IConfiguration configuration, bool isDevelopment)
        {
            var variables = context.EnvironmentVariables;
            var receiver = OtlpReceiver.From(configuration);
            if (receiver is not null)
            {
                variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Endpoint;
                variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = receiver.Protocol;
            }

            variables["OTEL_RESOURCE_ATTRIBUTES"] = new InstanceValue(instance => $"service.instance.id={instance.InstanceId}");
            variables["OTEL_SERVICE_NAME"] = context.Resource.Name;
            if (receiver?.Headers is { } headers)
            {
                variables["OTEL_EXPORTER_OTLP_HEADERS"] = headers;
            }

            if (isDevelopment)
            {
                // Everything, and soon: a developer looks at one request at a time.
                variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
                variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
                variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
                variables["OTEL_TRACES_SAMPLER"] = "always_on";
                variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
                variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
            }
        }
    }

    /// <summary>Where telemetry is sent. Without a receiver nothing is said, so that programs do not send into the void.</summary>
    internal sealed record OtlpReceiver(string Endpoint, string Protocol, string? Headers)
    {
        /// <summary>The receiver named by the AppHost's own environment, if any.</summary>
        public static OtlpReceiver? From(IConfiguration configuration) =>
            configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } endpoint
                ? new(endpoint, configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] ?? "grpc", configuration["OTEL_EXPORTER_OTLP_HEADERS"])
                : null;
    }
}
