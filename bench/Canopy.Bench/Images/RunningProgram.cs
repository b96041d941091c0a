using System.Diagnostics;
using Canopy.Testing;

namespace Canopy.Bench.Images;

/// <summary>A program that was started, and how long it took until it was ready.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly ManagedProcess _process;

    private RunningProgram(ManagedProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>From just before the process was started to the first 200 of /readyz.</summary>
    public TimeSpan StartTime { get; private set; }

    public static async Task<RunningProgram> StartAsync(string program, Dictionary<string, string?> settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var environment = new Dictionary<string, string?>(settings) { ["ASPNETCORE_URLS"] = address.ToString() };
        var isLibrary = program.EndsWith(".dll", StringComparison.Ordinal);
        var start = Stopwatch.GetTimestamp();
        var running = new RunningProgram(
            ManagedProcess.Start(isLibrary ? "dotnet" : program, isLibrary ? [program] : [], environment, Path.GetDirectoryName(program)), address);
        while (!await IsReadyAsync(address))
        {
            if (running._process.HasExited)
            {
                throw new InvalidOperationException(running._process.Output);
            }

            await Task.Delay(2);
        }

        running.StartTime = Stopwatch.GetElapsedTime(start);
        return running;
    }

    public void Dispose() => _process.Dispose();

    private static async Task<bool> IsReadyAsync(Uri address)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(address, "/readyz"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
