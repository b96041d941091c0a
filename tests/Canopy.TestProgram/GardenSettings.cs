using System.ComponentModel.DataAnnotations;
using Canopy.ServiceDefaults.Settings;

namespace Canopy.TestProgram;

/// <summary>One of each kind of setting.</summary>
public sealed class GardenSettings
{
    [Range(1, 64)]
    public int Trees { get; set; } = 3;

    [OneOf("clay", "sand")]
    public string Soil { get; set; } = "clay";

    public TimeSpan Watering { get; set; } = TimeSpan.FromHours(1);

    [SettingKey("GARDEN_API_KEY")]
    [RegularExpression(".{8,}", ErrorMessage = "must have at least 8 characters")]
    public string? ApiKey { get; set; }
}
