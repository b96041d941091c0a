using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Canopy.ServiceDefaults.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>Options that are checked at start, all together.</summary>
public static class SettingsExtensions
{
    internal const DynamicallyAccessedMemberTypes BoundMembers =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor;

    /// <summary>
    /// Binds <typeparamref name="TOptions"/> to a section (and to the keys that <see cref="SettingKeyAttribute"/> names), and
    /// checks it at start by its validation attributes and by <see cref="IValidatableObject"/>. Values of the wrong type
    /// are reported as well, with everything else that is wrong.
    /// </summary>
    /// <param name="section">The section's name; null for options whose every property has a key of its own.</param>
    public static OptionsBuilder<TOptions> AddSettings<[DynamicallyAccessedMembers(BoundMembers)] TOptions>(
        this IHostApplicationBuilder builder, string? section = null)
        where TOptions : class, new()
    {
        var options = builder.Services.AddOptions<TOptions>();
        options.Configure<IConfiguration>((target, configuration) => SettingsBinder.Bind(target, configuration, section));
        builder.Services.AddSingleton<IValidateOptions<TOptions>>(
            services => new SettingsValidator<TOptions>(services.GetRequiredService<IConfiguration>(), section));
        return options.ValidateOnStart();
    }

    /// <summary>The settings that every program has, for use while the program is still being built.</summary>
    public static ProgramSettings GetProgramSettings(this IConfiguration configuration)
    {
        var settings = new ProgramSettings();
        SettingsBinder.Bind(settings, configuration, section: null);
        return settings;
    }

    internal static void AddProgramSettings(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<ProgramSettings>();
        builder.Services.AddSingleton<SecretMask>();
        builder.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, LogLevels>();
        StartupFailure.Report(builder.Environment.ApplicationName);
    }
}
