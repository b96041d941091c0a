using System.ComponentModel.DataAnnotations;

namespace Canopy.ServiceDefaults.Settings;

/// <summary>The text must be one of these, in any case; null is fine.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(params string[] values) : ValidationAttribute
{
    public IReadOnlyList<string> Values => values;

    public override bool IsValid(object? value)
        => value is null || (value is string text && values.Contains(text, StringComparer.OrdinalIgnoreCase));
}
