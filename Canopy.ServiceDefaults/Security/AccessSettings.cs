using Canopy.ServiceDefaults.Settings;

namespace Canopy.ServiceDefaults.Security;

/// <summary>Who may do what. The values are secrets: <see cref="AccessSettingsCheck"/> checks them without showing them.</summary>
public sealed class AccessSettings
{
    /// <summary>Signs tokens: at least 32 bytes, as base64 or as a text. Without it everything is open, which production refuses.</summary>
    [SettingKey("JWT_SECRET_KEY")]
    public string? Key { get; set; }

    /// <summary>The key before: tokens that it signed are still accepted.</summary>
    [SettingKey("JWT_SECRET_KEY_PREVIOUS")]
    public string? PreviousKey { get; set; }

    /// <summary>Who may sign in by a password: entries NAME:ROLE:HASH, separated by semicolons or line breaks.</summary>
    [SettingKey("CANOPY_ACCOUNTS")]
    public string? Accounts { get; set; }
}
