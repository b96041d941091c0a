namespace Canopy.ServiceDefaults.Settings;

/// <summary>The program cannot start as it is configured. Holds every mistake, not only the first.</summary>
public sealed class SettingsException : Exception
{
    public SettingsException(IReadOnlyList<string> mistakes)
        : base(Describe(mistakes)) => Mistakes = mistakes;

    public SettingsException(string mistake)
        : this([mistake])
    {
    }

    public SettingsException(string mistake, Exception innerException)
        : base(Describe([mistake]), innerException) => Mistakes = [mistake];

    public SettingsException()
        : this([])
    {
    }

    /// <summary>One line each: key, what is wrong, what is accepted.</summary>
    public IReadOnlyList<string> Mistakes { get; }

    private static string Describe(IReadOnlyList<string> mistakes)
        => $"{(mistakes.Count == 1 ? "1 setting is" : $"{mistakes.Count} settings are")} wrong:"
            + string.Concat(mistakes.Select(mistake => $"\n  - {mistake}"));
}
