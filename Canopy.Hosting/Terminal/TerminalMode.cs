namespace Canopy.Hosting.Terminal;

/// <summary>How the application shows itself to whoever started it.</summary>
internal enum TerminalMode
{
    /// <summary>Not at all: a test looks at it in its own way.</summary>
    Silent,

    /// <summary>A line for each change, for files, pipes and build servers.</summary>
    Plain,

    /// <summary>A table that is kept up to date, with keys.</summary>
    Live,
}

internal static class TerminalModes
{
    /// <summary>The mode asked for, or the best that the terminal can do.</summary>
    public static TerminalMode Choose(string? wish) =>
        Enum.TryParse<TerminalMode>(wish, ignoreCase: true, out var mode) ? mode :
        Console.IsOutputRedirected || Console.IsInputRedirected || IsSet("CI") || Get("TERM") is null or "dumb" ? TerminalMode.Plain :
        TerminalMode.Live;

    private static bool IsSet(string variable) => Get(variable) is { Length: > 0 };

    private static string? Get(string variable) => System.Environment.GetEnvironmentVariable(variable);
}
