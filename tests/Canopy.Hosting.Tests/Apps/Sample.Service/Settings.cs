using System.Globalization;

namespace Sample.Service;

internal sealed record Settings(int? ExitAtStart, TimeSpan StartDelay, TimeSpan ReadyAfter, bool Grandchild)
{
    public static Settings FromEnvironment() => new(
        Number("SAMPLE_EXIT_AT_START"),
        TimeSpan.FromMilliseconds(Number("SAMPLE_START_DELAY_MS") ?? 0),
        TimeSpan.FromMilliseconds(Number("SAMPLE_READY_AFTER_MS") ?? 0),
        Number("SAMPLE_GRANDCHILD") is not null);

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
