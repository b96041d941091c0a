using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Data;

/// <summary>
/// A board of squares over [−1, 1)², coloured in turn; class 1 where row + column is odd. Points are dealt to the squares in
/// turn and lie uniformly within them, so every square gets its share.
/// </summary>
internal static class Checkerboard
{
    public static Generator Generator { get; } = new(
        new GeneratorDescriptor(
            "checkerboard",
            "Checkerboard",
            "Points on a checkerboard; class 1 on the squares whose row and column add up to an odd number.",
            [
                new GeneratorParameter("squares", "Squares", IsInteger: true, 4, 2, 16, "Squares along each side of the board."),
                new GeneratorParameter("points", "Points", IsInteger: true, 800, 4, 200_000, "Points on the whole board, dealt to the squares in turn."),
                Generator.Seed with { Help = "Decides where in its square each point lies." },
            ],
            TrainingPresets.TwoSpiralsName),
        Create);

    private static Dataset Create(IReadOnlyDictionary<string, double> parameters)
    {
        int squares = (int)parameters["squares"];
        var random = new Xoshiro256((ulong)parameters["seed"]);
        var patterns = new PatternList(classes: 2);
        for (int i = 0; i < (int)parameters["points"]; i++)
        {
            int column = i % squares;
            int row = i / squares % squares;
            patterns.Add((row + column) % 2, Coordinate(column, squares, random), Coordinate(row, squares, random));
        }

        return patterns.ToDataset("Checkerboard", inputs: 2);
    }

    private static float Coordinate(int square, int squares, Xoshiro256 random) => (float)((2.0 * (square + random.NextDouble()) / squares) - 1.0);
}
