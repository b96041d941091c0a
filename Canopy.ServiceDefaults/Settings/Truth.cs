using Microsoft.Extensions.Configuration;

namespace Canopy.ServiceDefaults.Settings;

/// <summary>Truth values as people write them in environments.</summary>
internal static class Truth
{
    public static bool Parse(string text) => text.Trim().ToUpperInvariant() switch
    {
        "1" or "TRUE" or "YES" or "ON" => true,
        "0" or "FALSE" or "NO" or "OFF" => false,
        _ => throw new FormatException($"'{text}' is neither true nor false."),
    };

    /// <summary>For what is decided before settings are checked: nonsense counts as false here and is reported there.</summary>
    public static bool Of(IConfiguration configuration, string key)
        => configuration[key]?.Trim().ToUpperInvariant() is "1" or "TRUE" or "YES" or "ON";
}
