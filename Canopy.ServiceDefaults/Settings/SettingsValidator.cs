using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Canopy.ServiceDefaults.Settings;

internal sealed class SettingsValidator<[DynamicallyAccessedMembers(SettingsExtensions.BoundMembers)] TOptions>(
    IConfiguration configuration, string? section) : IValidateOptions<TOptions>
    where TOptions : class, new()
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var mistakes = new List<string>();
        // Bound once more, because the binding of the options themselves has nowhere to put its mistakes.
        var unbound = SettingsBinder.Bind(new TOptions(), configuration, section);
        mistakes.AddRange(unbound.Values);
        var unboundNames = unbound.Keys.Select(s => s.Name).ToHashSet();
        mistakes.AddRange(Setting.Of(typeof(TOptions), section)
            .Where(setting => !unboundNames.Contains(setting.Name))
            .Select(setting => setting.Check(options, configuration))
            .OfType<string>());
        if (mistakes.Count == 0 && options is IValidatableObject whole)
        {
            mistakes.AddRange(whole.Validate(new ValidationContext(options, typeof(TOptions).Name, serviceProvider: null, items: null)).Select(r => r.ErrorMessage ?? "wrong"));
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
