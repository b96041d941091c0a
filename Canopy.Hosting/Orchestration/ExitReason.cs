using Canopy.Hosting.Logs;
using Canopy.Hosting.Processes;

namespace Canopy.Hosting.Orchestration;

/// <summary>Says in one line why a program ended.</summary>
internal static class ExitReason
{
    private const int LinesLookedAt = 200;

    /// <summary>The line of its output that tells most, or the signal that killed it; null for an ordinary end.</summary>
    public static string? Find(int exitCode, ResourceLog log, long linesBefore)
    {
        if (exitCode == 0)
        {
            return null;
        }

        var lines = log.TailAfter(linesBefore, LinesLookedAt).Where(l => !string.IsNullOrWhiteSpace(l.Text)).ToArray();
        var telling =
            lines.LastOrDefault(l => l.Text.StartsWith("Unhandled exception", StringComparison.Ordinal)).Text ??
            lines.LastOrDefault(l => l.IsError).Text ??
            lines.LastOrDefault().Text;
        var signal = Signals.NameFromExitCode(exitCode) is { } name ? $"killed by {name}" : null;
        return (signal, telling?.Trim()) switch
        {
            (_, { } t) when t.StartsWith("Unhandled exception", StringComparison.Ordinal) => t,
            ({ } s, { } t) => $"{s}; last words: {t}",
            (var s, var t) => s ?? t ?? "it said nothing",
        };
    }
}
