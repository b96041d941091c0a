using Canopy.Bench;
using Canopy.Bench.Fidelity;
using Canopy.Bench.Images;
using Canopy.Bench.Presets;
using Canopy.Bench.Speed;

// dotnet run -c Release --project bench/Canopy.Bench -- [NAME …] [--write]: all of them when none is named.
// --write keeps the reports of those that have one in docs/benchmarks. Exit code 1: a demanded figure was not reached.
var benchmarks = new Dictionary<string, Func<BenchmarkOptions, Task<bool>>>
{
    ["engine"] = Measuring(EngineBenchmark.RunAsync),
    ["fidelity"] = FidelityBenchmark.RunAsync,
    ["gate"] = GateBenchmark.RunAsync,
    ["images"] = ImagesBenchmark.RunAsync,
    ["log"] = Measuring(LogBenchmark.RunAsync),
    ["speed"] = SpeedBenchmark.RunAsync,
    ["presets"] = PresetsBenchmark.RunAsync,
    ["start"] = StartBenchmark.RunAsync,
    ["stream"] = Measuring(StreamBenchmark.RunAsync),
};

const string WriteOption = "--write";
var names = args.Where(a => a != WriteOption).ToList();
foreach (var name in names.Except(benchmarks.Keys))
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{name}'. Choose from: {string.Join(", ", benchmarks.Keys)}; the only option is {WriteOption}.");
    return 2;
}

var passed = true;
foreach (var (name, run) in benchmarks.Where(b => names.Count == 0 || names.Contains(b.Key)))
{
    Console.WriteLine($"## {name}");
    passed &= await run(new BenchmarkOptions(Write: args.Contains(WriteOption)));
    Console.WriteLine();
}

return passed ? 0 : 1;

// A benchmark that prints what it measures and demands nothing.
static Func<BenchmarkOptions, Task<bool>> Measuring(Func<Task> run) => async _ =>
{
    await run();
    return true;
};
