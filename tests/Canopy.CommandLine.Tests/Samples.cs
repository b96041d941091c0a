using Canopy.CasCor;
using Canopy.Testing;

namespace Canopy.CommandLine.Tests;

/// <summary>Data for tests.</summary>
internal static class Samples
{
    public static string Iris => Path.Combine(Programs.Root, "samples", "iris.csv");

    /// <summary>Iris as the program reads it.</summary>
    public static Dataset IrisData()
    {
        using var stream = File.OpenRead(Iris);
        return CsvImport.Read(stream).Dataset;
    }

    /// <summary>A table whose value is a function of two inputs.</summary>
    public static string[] Surface(int rows)
    {
        var random = new Random(1);
        return ["height,width,area", .. Enumerable.Range(0, rows).Select(_ =>
        {
            var (height, width) = (1 + (10 * random.NextDouble()), 1 + (10 * random.NextDouble()));
            return FormattableString.Invariant($"{height:0.000},{width:0.000},{height * width:0.000}");
        })];
    }

    /// <summary>Patterns that contradict each other, so that training goes on to its limits.</summary>
    public static string[] Contradiction()
    {
        var random = new Random(2);
        var rows = Enumerable.Range(0, 16).Select(_ => FormattableString.Invariant($"{random.NextDouble():0.000},{random.NextDouble():0.000}")).ToList();
        return ["x,y,label", .. rows.Select(r => r + ",a"), .. rows.Select(r => r + ",b")];
    }
}
