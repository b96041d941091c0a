using System.Globalization;

namespace Canopy.CasCor.Options;

/// <summary>A row of the catalogue: an option's description, and how to read and replace it as a number (a choice by its place, a set by its bits).</summary>
internal sealed record OptionEntry(
    OptionDescriptor Descriptor,
    Func<TrainingOptions, double> Get,
    Func<TrainingOptions, double, TrainingOptions> With)
{
    public string Path => Descriptor.Path;

    public bool Accepts(double value)
    {
        if (Descriptor.Choices is { } choices)
        {
            (int first, int end) = Descriptor.Type is "set" ? (1, 1 << choices.Count) : (0, choices.Count);
            return value >= first && value < end && Math.Floor(value) == value;
        }

        bool inRange = value >= Descriptor.Minimum && value <= Descriptor.Maximum && !(Descriptor.MinimumExclusive && value == Descriptor.Minimum);
        return inRange && (Descriptor.Type is not "integer" || Math.Floor(value) == value);
    }

    public string AcceptedValues()
    {
        if (Descriptor.Choices is { } choices)
            return (Descriptor.Type is "set" ? "one or more of " : "one of ") + string.Join(", ", choices);

        string kind = Descriptor.Type is "integer" ? "an integer" : "a number";
        string from = Descriptor.MinimumExclusive ? "above" : "from";
        string to = Descriptor.MinimumExclusive ? "up to" : "to";
        return string.Create(CultureInfo.InvariantCulture, $"{kind} {from} {Descriptor.Minimum:#,0.####} {to} {Descriptor.Maximum:#,0.####}");
    }

    public string Display(double value)
    {
        if (Descriptor.Choices is not { } choices || !Accepts(value))
            return value.ToString(CultureInfo.InvariantCulture);
        return Descriptor.Type is "set"
            ? string.Join(", ", choices.Where((_, i) => ((int)value & (1 << i)) != 0))
            : choices[(int)value];
    }

    /// <summary>Reads a value as a person writes it: the reverse of <see cref="Display"/>. False when it is no such value or out of range.</summary>
    public bool TryParse(string text, out double value)
    {
        value = 0;
        if (Descriptor.Choices is not { } choices)
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && Accepts(value);

        string[] names = Descriptor.Type is "set" ? text.Split(',', StringSplitOptions.TrimEntries) : [text.Trim()];
        int bits = 0;
        foreach (string name in names)
        {
            int place = choices.ToList().IndexOf(name);
            if (place < 0)
                return false;
            bits |= 1 << place;
            value = Descriptor.Type is "set" ? bits : place;
        }

        return true;
    }
}
