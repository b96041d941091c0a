using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Canopy.Runs;

/// <summary>Every mistake in the settings at once, each with its key, its value and what is accepted.</summary>
internal sealed class RunsOptionsCheck : IValidateOptions<RunsOptions>
{
    public ValidateOptionsResult Validate(string? name, RunsOptions options)
    {
        var mistakes = new List<string>();
        foreach (var property in typeof(RunsOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(property.GetValue(options)))
            {
                mistakes.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{RunsOptions.Section}:{property.Name} is {property.GetValue(options)}; accepted are values from {range.Minimum} to {range.Maximum}."));
            }
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
