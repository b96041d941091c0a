using System.Collections.Concurrent;
using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Processes;
using Microsoft.Extensions.Configuration;

namespace Canopy.Hosting.Launching;

/// <summary>Docker or podman, if one of them really runs: a client without its daemon is of no use.</summary>
internal sealed class ContainerRuntime(IConfiguration configuration)
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PullLimit = TimeSpan.FromMinutes(3);
    private readonly ConcurrentDictionary<string, bool> _images = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Task<string?>? _found;

    /// <summary>Path of the client, or null. Asked once.</summary>
    public Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return (_found ??= ProbeAsync()).WaitAsync(cancellationToken);
        }
    }

    /// <summary>Whether the image is there, or can be brought here.</summary>
    public async Task<bool> HasOrPullsAsync(string runtime, ContainerResource resource, Action<string> report, CancellationToken cancellationToken)
    {
        var image = resource.Annotations.OfType<ContainerImageAnnotation>().Last().FullName;
        if (_images.TryGetValue(image, out var known))
        {
            return known;
        }

        if (!await SucceedsAsync(runtime, ["image", "inspect", image], ProbeLimit, cancellationToken))
        {
            report($"pulling {image}");
            return _images[image] = await SucceedsAsync(runtime, ["pull", image], PullLimit, cancellationToken);
        }

        return _images[image] = true;
    }

    private async Task<string?> ProbeAsync()
    {
        var wanted = configuration["ASPIRE_CONTAINER_RUNTIME"] ?? configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"];
        foreach (var name in wanted is null ? ["docker", "podman"] : (string[])[wanted])
        {
            if (CommandFinder.Find(name) is { } path && await SucceedsAsync(path, ["info"], ProbeLimit, CancellationToken.None))
            {
                return path;
            }
        }

        return null;
    }

    private static async Task<bool> SucceedsAsync(string command, string[] arguments, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = await Launcher.StartAsync(start);
        process.StandardInput.Close();
        var output = Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken), process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken));
        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(limit, cancellationToken);
            await output.WaitAsync(limit, cancellationToken);

            // `docker info` without a daemon prints the client's half and, in some versions, exits with 0 all the same.
            return process.ExitCode == 0;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return false;
        }
    }
}
