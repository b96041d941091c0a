using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace Canopy.ServiceDefaults.Settings;

/// <summary>Binds property by property, so that one wrong value hides no other.</summary>
internal static class SettingsBinder
{
    /// <summary>Returns the settings that could not be bound, with what is wrong.</summary>
    public static Dictionary<Setting, string> Bind<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        TOptions target, IConfiguration configuration, string? section)
        where TOptions : class
    {
        var mistakes = new Dictionary<Setting, string>();
        foreach (var setting in Setting.Of(typeof(TOptions), section))
        {
            if (setting.Bind(target, configuration) is { } mistake)
            {
                mistakes.Add(setting, mistake);
            }
        }

        return mistakes;
    }
}
