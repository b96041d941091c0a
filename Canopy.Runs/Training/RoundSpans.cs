using System.Diagnostics;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Training;

/// <summary>
/// Training as spans: one per phase, never one per epoch. An output phase and the candidate phase after it are a trace of their own,
/// linked to the command that started the run; one trace of the whole run would be seen only when it ends, in hours. On the
/// training thread.
/// </summary>
internal sealed class RoundSpans(RunState state)
{
    private readonly ActivityLink[] _links = TraceParent.Links(state.TraceParent);
    private Activity? _span;
    private ActivityContext _output;
    private long _from;
    private TimeSpan _waitedForPace;
    private TimeSpan _waitedForStore;

    public bool IsOpen => _span is not null;

    public void Begin(RunPhase phase, long epoch, int hiddenUnits)
    {
        var parent = phase == RunPhase.Candidate ? _output : default;
        (_from, _output, _waitedForPace, _waitedForStore) = (epoch, default, default, default);
        Activity.Current = null;
        _span = Telemetry.Source.StartActivity(
            phase == RunPhase.Candidate ? "candidate phase" : "output phase", ActivityKind.Internal, parent, links: _links);
        // What the training thread does meanwhile is not part of it.
        Activity.Current = null;
        _span?.SetTag("canopy.run.id", state.Id)
            .SetTag("canopy.phase", phase == RunPhase.Candidate ? "candidate" : "output")
            .SetTag("canopy.epoch.from", epoch + 1)
            .SetTag("canopy.hidden_units", hiddenUnits);
        _output = phase == RunPhase.Output ? _span?.Context ?? default : default;
    }

    public void Installed(in UnitInstalled unit) => _span?
        .SetTag("canopy.winner", unit.Candidate)
        .SetTag("canopy.score", unit.Score)
        .SetTag("canopy.hidden_units", unit.Index + 1)
        .AddEvent(new ActivityEvent("unit installed"));

    public void WaitedForPace(TimeSpan time) => _waitedForPace += time;

    public void WaitedForStore(TimeSpan time) => _waitedForStore += time;

    /// <param name="candidates">Size of the pool.</param>
    /// <param name="ended">Why, where it is not that the phase is over.</param>
    public void End(in Progress now, int candidates, string? ended = null)
    {
        if (_span is not { } span)
        {
            return;
        }

        _span = null;
        if (now.Epoch == _from && ended is null)
        {
            // Training went on where a phase had ended.
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        span.SetTag("canopy.epoch.to", now.Epoch)
            .SetTag("canopy.epochs", now.Epoch - _from)
            .SetTag("canopy.candidates", candidates > 0 ? candidates : null)
            .SetTag("canopy.loss", now.Figures.Loss)
            .SetTag("canopy.accuracy", now.Figures.Accuracy)
            .SetTag("canopy.waited_for_pace.seconds", _waitedForPace.TotalSeconds)
            .SetTag("canopy.waited_for_store.seconds", _waitedForStore.TotalSeconds)
            .SetTag("canopy.ended", ended);
        if (ended is "error" or "diverged")
        {
            span.SetStatus(ActivityStatusCode.Error, ended);
        }

        span.Stop();
    }
}
