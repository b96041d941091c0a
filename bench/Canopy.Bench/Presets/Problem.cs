using Canopy.CasCor;
using Canopy.CasCor.Data;
using Canopy.Testing;

namespace Canopy.Bench.Presets;

/// <summary>Something to learn: patterns to train on, and others to test on, for each seed.</summary>
/// <param name="Name">A few words.</param>
/// <param name="What">Where the patterns are from.</param>
/// <param name="Split">The patterns to train on and those to test on.</param>
internal sealed record Problem(string Name, string What, Func<ulong, (Dataset Train, Dataset Test)> Split)
{
    private const double TestShare = 0.3;
    private const int TestPoints = 2000;
    private const ulong SeedOfTests = 1_000_000;

    public static Problem TwoSpirals { get; } = new("two spirals", "the 194 points; tested on 2 x 385 points of the same spirals", _ =>
        (Generate("two-spirals"), Generate("two-spirals", ("points_per_arm", 385))));

    public static Problem Parity { get; } = new("8-parity", "all 256 patterns; tested on the same", _ => (Generate("parity"), Generate("parity")));

    public static IReadOnlyList<Problem> All { get; } =
    [
        TwoSpirals,
        Parity,
        Drawn("moons", "noise 0.2, 300 points", "moons", 300, ("noise", 0.2)),
        Drawn("noisy circles", "noise 0.15, 300 points", "circles", 300, ("noise", 0.15)),
        Drawn("checkerboard", "4 x 4 squares, 800 points", "checkerboard", 800),
        new("blobs", "4 classes, deviation 0.45, 200 points; tested on 2,000", seed =>
            (Generate("blobs", ("classes", 4), ("deviation", 0.45), ("points_per_class", 50), ("seed", seed)),
                Generate("blobs", ("classes", 4), ("deviation", 0.45), ("points_per_class", TestPoints / 4), ("seed", SeedOfTests + seed)))),
        Sample("iris", "iris.csv", "species"),
        Sample("wine", "wine.csv", "cultivar"),
        Sample("breast cancer", "breast-cancer.csv", "diagnosis"),
        Sample("penguins", "penguins.csv", "species", "island", "sex"),
        new("Mackey-Glass", "regression: the first 500 patterns; tested on the last 500", _ => Halves(Generate("mackey-glass"))),
        Sample("penguins' mass", "penguins.csv", "body_mass_g", "island", "sex", "species"),
    ];

    private static Problem Drawn(string name, string what, string generator, int points, params (string, double)[] parameters)
        => new(name, $"{what}; tested on {TestPoints:N0}", seed => (
            Generate(generator, [.. parameters, ("points", points), ("seed", seed)]),
            Generate(generator, [.. parameters, ("points", TestPoints), ("seed", SeedOfTests + seed)])));

    private static Problem Sample(string name, string file, string target, params string[] leftOut)
    {
        var options = new CsvImportOptions { Targets = [target], LeaveOut = leftOut, Missing = MissingValues.DropRow };
        using var stream = File.OpenRead(Path.Combine(Programs.Root, "samples", file));
        var data = CsvImport.Read(stream, options).Dataset;
        var kind = data.Kind is ProblemKind.Regression ? "regression of " : "";
        return new Problem(name, $"samples/{file}, {kind}{target}, {data.Patterns} rows; tested on a drawn share of {TestShare:0%}", seed =>
        {
            var (train, test) = DataSplit.Create(data, TestShare, seed);
            return (data.Select(train), data.Select(test));
        });
    }

    private static (Dataset Train, Dataset Test) Halves(Dataset data)
    {
        int[] patterns = [.. Enumerable.Range(0, data.Patterns)];
        return (data.Select(patterns.AsSpan(0, data.Patterns / 2)), data.Select(patterns.AsSpan(data.Patterns / 2)));
    }

    private static Dataset Generate(string generator, params (string Name, double Value)[] parameters)
        => Generators.Generate(generator, parameters.ToDictionary(p => p.Name, p => p.Value));
}
