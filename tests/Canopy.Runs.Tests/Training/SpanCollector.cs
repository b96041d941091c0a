using System.Collections.Concurrent;
using System.Diagnostics;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Training;

/// <summary>Keeps the spans of the run service that belong to one run, as they end.</summary>
internal sealed class SpanCollector : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public SpanCollector()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>What an exporter would get, in the order of the ends.</summary>
    public IReadOnlyList<Activity> Of(string runId)
        => [.. _ended.Where(a => a.Recorded && (string?)a.GetTagItem("canopy.run.id") == runId)];

    public Task<Activity> WaitForAsync(RunDescription run, string name)
        => Until.NotNullAsync(() => Task.FromResult(Of(run.Id).FirstOrDefault(a => a.DisplayName == name)), $"a span '{name}' ends");

    public void Dispose() => _listener.Dispose();
}
