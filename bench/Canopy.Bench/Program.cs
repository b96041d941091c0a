using Canopy.Bench;

// dotnet run -c Release --project bench/Canopy.Bench -- [engine|log|stream] …: all of them when none is named.
var benchmarks = new Dictionary<string, Func<Task>>
{
    ["engine"] = EngineBenchmark.RunAsync,
    ["log"] = LogBenchmark.RunAsync,
    ["stream"] = StreamBenchmark.RunAsync,
};

foreach (var name in args.Except(benchmarks.Keys))
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{name}'. Choose from: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

foreach (var (name, run) in benchmarks.Where(b => args.Length == 0 || args.Contains(b.Key)))
{
    Console.WriteLine($"## {name}");
    await run();
    Console.WriteLine();
}

return 0;
