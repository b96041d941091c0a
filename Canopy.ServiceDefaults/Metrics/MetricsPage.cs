using Canopy.ServiceDefaults.Info;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Canopy.ServiceDefaults.Metrics;

/// <summary>What OpenTelemetry's SDK has counted, as a page whenever one is asked for.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class MetricsPage : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly Lock _reading = new();
    private ExpositionWriter? _writer;

    /// <summary>Set by the SDK; asks every observable instrument and then calls <see cref="Export"/>.</summary>
    public Func<int, bool>? Collect { get; set; }

    public byte[] Read(ExpositionFormat format, ProgramInfo info)
    {
        lock (_reading)
        {
            _writer = new ExpositionWriter(format);
            _writer.WriteTarget([
                new("service.name", info.Name),
                new("service.version", info.Version),
                new("k8s.pod.name", info.PodName),
                new("k8s.namespace.name", info.PodNamespace),
            ]);
            Collect?.Invoke(Timeout.Infinite);
            return _writer.End();
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        List<(MetricName Name, Metric Metric)> metrics = [];
        foreach (var metric in batch)
        {
            metrics.Add((MetricName.Of(metric), metric));
        }

        foreach (var (name, metric) in metrics.OrderBy(m => m.Name.Family, StringComparer.Ordinal).DistinctBy(m => m.Name.Family))
        {
            _writer?.Write(name, metric);
        }

        return ExportResult.Success;
    }
}
