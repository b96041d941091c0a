using System.Globalization;

namespace Canopy.CasCor.Options;

/// <summary>A row of the catalogue: an option's description, and how to read and replace it as a number (a choice by its place).</summary>
internal sealed record OptionEntry(
    OptionDescriptor Descriptor,
    Func<TrainingOptions, double> Get,
    Func<TrainingOptions, double, TrainingOptions> With)
{
    public string Path => Descriptor.Path;

    public bool Accepts(double value)
    {
        if (Descriptor.Choices is { } choices)
            return value >= 0 && value < choices.Count && Math.Floor(value) == value;

        bool inRange = value >= Descriptor.Minimum && value <= Descriptor.Maximum && !(Descriptor.MinimumExclusive && value == Descriptor.Minimum);
        return inRange && (Descriptor.Type is not "integer" || Math.Floor(value) == value);
    }

    public string AcceptedValues()
    {
        if (Descriptor.Choices is { } choices)
            return "one of " + string.Join(", ", choices);

        string kind = Descriptor.Type is "integer" ? "an integer" : "a number";
        string from = Descriptor.MinimumExclusive ? "above" : "from";
        string to = Descriptor.MinimumExclusive ? "up to" : "to";
        return string.Create(CultureInfo.InvariantCulture, $"{kind} {from} {Descriptor.Minimum:#,0.####} {to} {Descriptor.Maximum:#,0.####}");
    }

    public string Display(double value)
    {
        if (Descriptor.Choices is { } choices && Accepts(value))
            return choices[(int)value];
        return value.ToString(CultureInfo.InvariantCulture);
    }
}
