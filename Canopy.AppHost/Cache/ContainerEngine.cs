using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace Canopy.AppHost.Cache;

/// <summary>The program that runs containers. Many are installed that do not work; then Aspire would wait for one without an end.</summary>
internal static class ContainerEngine
{
    private static readonly string[] Known = ["docker", "podman"];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Null where an engine answers; else which do not, why, and what to do instead.</summary>
    public static async Task<string?> FindProblemAsync(string cache, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var chosen = configuration["ASPIRE_CONTAINER_RUNTIME"] ?? configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"];
        List<string> reasons = [];
        foreach (var engine in string.IsNullOrEmpty(chosen) ? Known : [chosen])
        {
            if (await AskAsync(engine, cancellationToken) is not { } reason)
            {
                return null;
            }

            reasons.Add($"{engine} {reason}");
        }

        return $"{cache} would be a container, and no container engine works: {string.Join("; ", reasons)}. "
            + $"Install Redis (`apt-get install redis-server`), start an engine, or give the connection string of a Redis in {CacheChoice.Key}.";
    }

    private static async Task<string?> AskAsync(string engine, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(engine, ["info"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
                var error = process.StandardError.ReadToEndAsync(cancellationToken);
                await process.WaitForExitAsync(cancellationToken).WaitAsync(Limit, cancellationToken);
                await output;
                return process.ExitCode == 0 ? null : $"says: {LastLine(await error) ?? $"exit code {process.ExitCode}"}";
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
                return $"did not answer within {Limit.TotalSeconds:0} s";
            }
        }
        catch (Win32Exception)
        {
            return "is not installed";
        }
    }

    private static string? LastLine(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
}
