using System.Diagnostics;
using Canopy.CasCor;

namespace Canopy.CommandLine.Train;

/// <summary>One line that is rewritten ten times a second.</summary>
internal sealed class TerminalProgress(TextWriter output, ProgressObserver observer) : Progress
{
    private const string Erase = "\r\e[K";
    private const int NarrowestTerminal = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long _shown = Stopwatch.GetTimestamp();
    private long _shownEpoch;

    public override void AfterEpoch(Trainer trainer)
    {
        var elapsed = Stopwatch.GetElapsedTime(_shown);
        if (elapsed >= Interval)
        {
            Show(trainer, elapsed);
        }
    }

    public override void End() => output.Write(Erase);

    private void Show(Trainer trainer, TimeSpan elapsed)
    {
        var rate = (trainer.Epoch - _shownEpoch) / elapsed.TotalSeconds;
        var phase = trainer.Phase is TrainingPhase.Candidate ? $"candidates {observer.BestScore:0.000}" : "output";
        var line = $"epoch {trainer.Epoch:N0}  {phase}  {trainer.HiddenUnits} units  {Figures(observer.LastOutputEpoch)}  {rate:N0} epochs/s";
        output.Write(Erase + line[..Math.Min(line.Length, Width() - 1)]);
        _shown = Stopwatch.GetTimestamp();
        _shownEpoch = trainer.Epoch;
    }

    /// <summary>A line that is longer would not be erased.</summary>
    private static int Width()
    {
        try
        {
            return Math.Max(Console.WindowWidth, NarrowestTerminal);
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
