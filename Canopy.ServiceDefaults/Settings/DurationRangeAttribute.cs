using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Canopy.ServiceDefaults.Settings;

/// <summary>
/// The duration must be within these bounds, both accepted; null is fine. In place of <see cref="RangeAttribute"/> over
/// <see cref="TimeSpan"/>, which finds its converter by reflection and fails in a trimmed program.
/// </summary>
/// <param name="minimum">As TimeSpan is written: <c>00:00:00.010</c>.</param>
/// <param name="maximum">As TimeSpan is written.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationRangeAttribute(string minimum, string maximum) : ValidationAttribute
{
    public string Minimum => minimum;

    public string Maximum => maximum;

    public override bool IsValid(object? value)
        => value is null || (value is TimeSpan duration && duration >= Parse(minimum) && duration <= Parse(maximum));

    private static TimeSpan Parse(string text) => TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture);
}
