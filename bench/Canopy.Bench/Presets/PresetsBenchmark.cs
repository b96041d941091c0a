using Canopy.CasCor;

namespace Canopy.Bench.Presets;

/// <summary>Compares configurations over several data sets, and chooses the preset <c>modern</c> among them.</summary>
internal static class PresetsBenchmark
{
    private const int Seeds = 40;
    private const ulong FirstSeed = 1;
    private const ulong FirstSeedOfConfirmation = 101;

    public static Task<bool> RunAsync(BenchmarkOptions options)
    {
        IReadOnlyList<Configuration>[] groups = [Configuration.Presets, Configuration.Single, Configuration.Combined];
        List<IReadOnlyList<Outcome>> measured = [.. groups.Select(group => Measure(group, FirstSeed))];
        var baseline = measured[0][0];
        var chosen = Choice.Of([.. measured.SelectMany(o => o)], baseline);
        var confirmed = Measure([.. Configuration.Presets, chosen.Configuration], FirstSeedOfConfirmation);
        var isModern = chosen.Configuration.Options == TrainingPresets.Modern;

        var report = PresetsReport.Write(measured, chosen, confirmed, Seeds, FirstSeed, FirstSeedOfConfirmation);
        Console.WriteLine(report);
        if (!isModern)
        {
            Console.WriteLine($"OUT OF DATE: the preset {TrainingPresets.ModernName} is not the configuration that is chosen here.");
        }

        if (options.Write)
        {
            ReportFolder.Write("presets.md", report);
        }

        return Task.FromResult(isModern);
    }

    private static IReadOnlyList<Outcome> Measure(IReadOnlyList<Configuration> configurations, ulong firstSeed)
        => [.. configurations.Select(c => Outcome.Measure(c, firstSeed, Seeds))];
}
