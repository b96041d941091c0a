using Canopy.CasCor;

namespace Canopy.Bench.Speed;

/// <summary>The authors' two-spirals benchmark with their recipe (Fahlman and Lebiere 1990, §3.1), to zero error bits.</summary>
internal static class TwoSpirals
{
    private const int Trials = 100;

    private static TrainingTime? _first;

    public static Dataset Data { get; } = Generators.Generate("two-spirals");

    /// <summary>The first training of this process, compiling included; to be asked for before anything else is trained.</summary>
    public static TrainingTime FirstSolve => _first ??= TrainingTime.Measure(Data, TrainingPresets.TwoSpirals, seed: 1);

    public static SolveTimes Measure() => SolveTimes.Measure(Data, TrainingPresets.TwoSpirals, Trials);
}
