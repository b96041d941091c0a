using Canopy.CasCor;

namespace Canopy.CommandLine.Train;

/// <summary>A line for each unit that joins: for logs and pipes.</summary>
internal sealed class LineProgress : Progress
{
    private readonly TextWriter _output;
    private readonly ProgressObserver _observer;

    public LineProgress(TextWriter output, ProgressObserver observer)
    {
        _output = output;
        _observer = observer;
        observer.UnitInstalled = Show;
    }

    public override void AfterEpoch(Trainer trainer)
    {
    }

    public override void End()
    {
    }

    private void Show(UnitInstalled unit)
        => _output.WriteLine($"epoch {unit.Epoch}  unit {unit.Index + 1} installed  score {unit.Score:0.0000}  before it {Figures(_observer.LastOutputEpoch)}");
}
