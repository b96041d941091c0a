using Microsoft.Extensions.Hosting;

namespace Canopy.Hosting.Application;

/// <summary>Ends the application when the <c>dotnet run</c> that started it was killed: nobody could stop it any more.</summary>
/// <remarks>A shell that ends is another matter: people leave programs running in the background on purpose.</remarks>
internal sealed class ParentWatch(IHostApplicationLifetime application) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!OperatingSystem.IsLinux() || Parent() is not { } parent || !IsDotnetRun(parent))
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Parent() != parent)
            {
                application.StopApplication();
                return;
            }
        }
    }

    private static bool IsDotnetRun(int process)
    {
        try
        {
            var words = File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
            return Path.GetFileName(words[0]) == "dotnet" && words.Skip(1).Take(2).Any(w => w is "run" or "watch");
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int? Parent()
    {
        // "pid (name) state ppid …"
        var stat = File.ReadAllText("/proc/self/stat");
        return int.TryParse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], out var parent) ? parent : null;
    }
}
