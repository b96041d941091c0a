using Canopy.CasCor;

namespace Canopy.CommandLine.Train;

/// <summary>Shows a run on standard error while it goes on.</summary>
internal abstract class Progress
{
    /// <summary>What suits standard error: a line that is rewritten on a terminal, else a line per unit; nothing when quiet.</summary>
    public static Progress Create(bool quiet, ProgressObserver observer)
    {
        if (quiet)
        {
            return new NoProgress();
        }

        var isTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return isTerminal ? new TerminalProgress(Console.Error, observer) : new LineProgress(Console.Error, observer);
    }

    /// <summary>After each epoch; cheap when there is nothing to show.</summary>
    public abstract void AfterEpoch(Trainer trainer);

    /// <summary>Training is over.</summary>
    public abstract void End();

    /// <summary>The figures of the last output epoch: <c>loss 0.1234  accuracy 0.912</c>.</summary>
    protected static string Figures(OutputEpoch? epoch)
    {
        if (epoch is not { } figures)
        {
            return "";
        }

        var text = $"loss {figures.Loss:0.0000}";
        text += float.IsNaN(figures.Accuracy) ? "" : $"  accuracy {figures.Accuracy:0.000}";
        return float.IsNaN(figures.ValidationLoss) ? text : $"{text}  validation loss {figures.ValidationLoss:0.0000}";
    }

    private sealed class NoProgress : Progress
    {
        public override void AfterEpoch(Trainer trainer)
        {
        }

        public override void End()
        {
        }
    }
}
