namespace Canopy.Aspirate.Tests.Support;

/// <summary>Canopy's own AppHost, built under this test's configuration.</summary>
internal static class AppHost
{
    public static string Configuration { get; } = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    public static string Folder { get; } = Path.Combine(Golden.Repository(), "Canopy.AppHost");

    /// <summary>Runs a step of its pipeline, as <c>dotnet run</c> does.</summary>
    public static Task<Tool.Result> StepAsync(string step, string output, params string[] args) =>
        RunAsync("builtin", path: null, ["--operation", "publish", "--step", step, "--output-path", output, .. args]);

    /// <param name="generator">Who writes the kustomize base; null for whoever can.</param>
    /// <param name="path">A folder before all others of the PATH.</param>
    /// <param name="args">Its command line.</param>
    public static Task<Tool.Result> RunAsync(string? generator, string? path, params string[] args) => Tool.RunAsync(
        Tool.Find("dotnet")!,
        start =>
        {
            start.Environment["CANOPY_GENERATOR"] = generator;
            start.Environment["PATH"] = $"{path}{Path.PathSeparator}{start.Environment["PATH"]}".TrimStart(Path.PathSeparator);
        },
        [Path.Combine(Folder, "bin", Configuration, "net10.0", "Canopy.AppHost.dll"), .. args]);
}
