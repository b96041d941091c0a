using Canopy.CommandLine.Secrets.Cluster;

namespace Canopy.CommandLine.Secrets.Rotation;

/// <summary>Does a rotation's steps from where its journal stands, and undoes them when one fails.</summary>
internal sealed class RotationEngine(RotationRun run, StopSignal stop)
{
    private readonly Journal _journal = run.Journal;

    /// <summary>Goes on to an end; returns an <see cref="ExitCode"/>.</summary>
    public int GoOn()
    {
        if (Plans.Steps(_journal.Plan) is not { } steps || steps.FirstOrDefault(s => s.Name == _journal.Step) is not { } at)
        {
            return Tell($"the unfinished rotation of {run.Key} was begun by another version of this program (plan {_journal.Plan}, step {_journal.Step}); finish it with that one.");
        }

        run.Cluster.Kubectl.WhileWaiting = _journal.Renew;
        try
        {
            var from = steps.ToList().IndexOf(at);
            return _journal.IsBack ? GoBack(steps, from) : GoForward(steps, from);
        }
        catch (LostRotationException exception)
        {
            return Tell($"{exception.Message}.");
        }
        catch (KubectlException exception)
        {
            var word = stop.IsRequested ? "interrupted" : exception.Message;
            Tell($"{word}; the rotation of {run.Key} is unfinished at step '{_journal.Step}'.");
            Tell($"the system works as it is. 'canopy secrets rotate {run.Key}' goes on, with --roll-back it goes back.");
            return stop.IsRequested ? stop.RequestedExitCode : ExitCode.Failed;
        }
        finally
        {
            run.Cluster.Kubectl.WhileWaiting = null;
        }
    }

    private int GoForward(IReadOnlyList<RotationStep> steps, int from)
    {
        for (var i = from; i < steps.Count; i++)
        {
            try
            {
                _journal.Enter(steps[i].Name, back: false);
                Console.Error.WriteLine($"{run.Key}: {steps[i].Says}");
                steps[i].Do(run);
            }
            catch (KubectlException exception) when (!stop.IsRequested)
            {
                Tell($"{exception.Message}.");
                Console.Error.WriteLine($"{run.Key}: rolling back");
                return GoBack(steps, i);
            }
        }

        run.End(undone: false);
        return ExitCode.Success;
    }

    private int GoBack(IReadOnlyList<RotationStep> steps, int from)
    {
        for (var i = from; i >= 0; i--)
        {
            _journal.Enter(steps[i].Name, back: true);
            steps[i].Undo(run);
            if (steps[i].EndsWayBack)
            {
                break;
            }
        }

        run.End(undone: true);
        return Tell($"{run.Key} was rolled back: the value before is in use, in namespace {run.Cluster.Kubectl.Namespace}.");
    }

    private static int Tell(string message)
    {
        Console.Error.WriteLine($"canopy: {message}");
        return ExitCode.Failed;
    }
}
