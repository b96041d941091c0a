using Canopy.Bench.Speed;
using Canopy.Testing;

namespace Canopy.Bench.Images;

/// <summary>How large are the images, how soon are their programs ready, and do they train as fast? (IMG-02, IMG-04)</summary>
internal static class ImagesBenchmark
{
    private const int Starts = 15;

    /// <summary>The packages of the real base (libc, libgcc, libssl, libstdc++, CA certificates), as Debian 12 has them.</summary>
    private const double BaseMegabytes = 12.5;

    private const string Head = """
        # Images

        `./canopy bench images` publishes both programs as their images hold them, measures this, and with `--write` writes this page.
        It ends with exit code 1 when a figure misses its limit. How the images are made: [images](../images.md).

        """;

    public static async Task<bool> RunAsync(BenchmarkOptions options)
    {
        var backend = await PublishedProgram.PublishAsync("backend", "Canopy.Backend", Programs.Backend);
        var web = await PublishedProgram.PublishAsync("web", "Canopy.Web", Programs.Web);
        var (text, limits) = (new ReportText(), new List<Limit>());
        text.Paragraph(Head + $"\nMeasured on: {Machine.Description}.");
        Sizes(text, limits, [backend, web]);
        await StartsAsync(text, limits, backend, web);
        await TrainingAsync(text, limits, backend);
        text.Paragraph("## Limits");
        text.Table(["figure", "measured", "limit", "met"], limits.Select(limit => limit.Row()));
        var report = text.Text.TrimEnd('\n') + "\n";
        Console.WriteLine(report);
        if (options.Write)
        {
            ReportFolder.Write("images.md", report);
        }

        return limits.TrueForAll(limit => limit.IsMet);
    }

    private static void Sizes(ReportText text, List<Limit> limits, PublishedProgram[] programs)
    {
        text.Paragraph("## Size, uncompressed");
        text.Paragraph(
            $"The base image, `runtime-deps:10.0-noble-chiseled`, is counted with {ReportText.Number(BaseMegabytes, "0.0")} MB: it was not at hand, and that is what its packages "
            + "take as Debian 12 has them.");
        text.Table(["image", "program", "with its base"], programs.Select(program =>
        {
            var megabytes = program.Bytes / 1e6;
            limits.Add(Limit.AtMost($"size of {program.Name}", megabytes + BaseMegabytes, 120, "0.0 'MB'"));
            return new[] { program.Name, ReportText.Number(megabytes, "0.0 'MB'"), ReportText.Number(megabytes + BaseMegabytes, "0.0 'MB'") };
        }));
    }

    private static async Task StartsAsync(ReportText text, List<Limit> limits, PublishedProgram backend, PublishedProgram web)
    {
        await using var redis = await RedisServer.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__cache"] = redis.ConnectionString,
            ["JWT_SECRET_KEY"] = "Bk4-Yt9sXe2Lw7Rq5Jm-Hd1Vz8Pc3Nf6Gu0Ai",
        };
        using var running = await RunningProgram.StartAsync(backend.Image, settings);
        settings["CASCOR_BACKEND_URL"] = running.Address.ToString().TrimEnd('/');

        text.Paragraph("## Start");
        text.Paragraph($"From the start of the process to the first 200 of `/readyz`, with Redis up and for web a backend too; {Starts} starts each, in turns.");
        var rows = new List<string[]>();
        foreach (var program in new[] { backend, web })
        {
            var (image, build) = (new List<double>(), new List<double>());
            for (var i = 0; i < Starts; i++)
            {
                image.Add(await StartAsync(program.Image, settings));
                build.Add(await StartAsync(program.Build, settings));
            }

            image.Sort();
            build.Sort();
            rows.Add(Row(program.Name + ", image", image));
            rows.Add(Row(program.Name + ", ordinary build", build));
            limits.Add(Limit.AtMost($"start of {program.Name}, median", Median.OfSorted(image), 2, "0.00 's'"));
        }

        text.Table(["program", "median", "least", "most"], rows);
    }

    private static async Task TrainingAsync(ReportText text, List<Limit> limits, PublishedProgram backend)
    {
        var (image, build) = await TrainingTimes.MeasureAsync(backend);
        text.Paragraph("## Training");
        text.Paragraph(
            $"A run of {LongRun.Epochs:N0} epochs, recorded in Redis, {TrainingTimes.Turns} times in each of two processes, in turns. The engine is not compiled ahead: it is "
            + "compiled for the machine that it runs on, in the image as in an ordinary build.");
        text.Table(["backend", "first run", "least"], [Row("image", image), Row("ordinary build", build)]);
        limits.Add(Limit.AtMost("training in the image, of an ordinary build's time", image.Least / build.Least, 1.1, "0.00"));
    }

    private static async Task<double> StartAsync(string program, Dictionary<string, string?> settings)
    {
        using var running = await RunningProgram.StartAsync(program, settings);
        return running.StartTime.TotalSeconds;
    }

    private static string[] Row(string name, TrainingTimes.Times times)
        => [name, ReportText.Number(times.First, "0.00 's'"), ReportText.Number(times.Least, "0.00 's'")];

    private static string[] Row(string name, List<double> seconds)
        => [name, ReportText.Number(Median.OfSorted(seconds), "0.00 's'"), ReportText.Number(seconds[0], "0.00 's'"), ReportText.Number(seconds[^1], "0.00 's'")];
}
