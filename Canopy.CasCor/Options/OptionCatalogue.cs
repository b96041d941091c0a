using Canopy.CasCor.Options;

namespace Canopy.CasCor;

/// <summary>Describes, reads and checks every member of <see cref="TrainingOptions"/> from one table.</summary>
public static class OptionCatalogue
{
    /// <summary>Every option, in the order of a form.</summary>
    public static IReadOnlyList<OptionDescriptor> All { get; } = [.. OptionTable.Entries.Select(e => e.Descriptor)];

    /// <summary>Every mistake in <paramref name="options"/>; empty when there is none.</summary>
    public static IReadOnlyList<FieldError> Check(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        var errors = new List<FieldError>();
        if (options.Output is null)
            errors.Add(new FieldError("output", "output is missing."));
        if (options.Candidate is null)
            errors.Add(new FieldError("candidate", "candidate is missing."));
        if (errors.Count > 0)
            return errors;

        foreach (OptionEntry entry in OptionTable.Entries)
        {
            double value = entry.Get(options);
            if (!entry.Accepts(value))
                errors.Add(new FieldError(entry.Path, $"{entry.Path} is {entry.Display(value)}; it must be {entry.AcceptedValues()}."));
        }

        return errors;
    }

    /// <summary>
    /// Mistakes in changing a running trainer from <paramref name="current"/> to <paramref name="changed"/>: values out of
    /// range, and changes of options whose <see cref="OptionDescriptor.CanChangeWhileRunning"/> is false.
    /// </summary>
    public static IReadOnlyList<FieldError> CheckChange(TrainingOptions current, TrainingOptions changed)
    {
        ArgumentNullException.ThrowIfNull(current);

        var errors = new List<FieldError>(Check(changed));
        if (errors.Count > 0)
            return errors;

        foreach (OptionEntry entry in OptionTable.Entries)
        {
            double before = entry.Get(current);
            if (!entry.Descriptor.CanChangeWhileRunning && before != entry.Get(changed))
                errors.Add(new FieldError(entry.Path, $"{entry.Path} cannot change in a run; it must stay {entry.Display(before)}."));
        }

        return errors;
    }

    /// <summary>The value of the option at <paramref name="path"/>; for a choice, the place of its name in <see cref="OptionDescriptor.Choices"/>.</summary>
    /// <exception cref="ArgumentException">There is no such option.</exception>
    public static double Get(TrainingOptions options, string path)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Entry(path).Get(options);
    }

    /// <summary>A copy of <paramref name="options"/> with another value (see <see cref="Get"/>) at <paramref name="path"/>.</summary>
    /// <exception cref="ArgumentException">There is no such option.</exception>
    /// <exception cref="InvalidOptionsException">The value is out of range.</exception>
    public static TrainingOptions With(TrainingOptions options, string path, double value)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionEntry entry = Entry(path);
        if (!entry.Accepts(value))
            throw new InvalidOptionsException([new FieldError(path, $"{path} is {entry.Display(value)}; it must be {entry.AcceptedValues()}.")]);
        return entry.With(options, value);
    }

    internal static void ThrowIfInvalid(TrainingOptions options)
    {
        IReadOnlyList<FieldError> errors = Check(options);
        if (errors.Count > 0)
            throw new InvalidOptionsException(errors);
    }

    private static OptionEntry Entry(string path)
        => OptionTable.Entries.FirstOrDefault(e => string.Equals(e.Path, path, StringComparison.Ordinal))
            ?? throw new ArgumentException($"There is no option {path}.", nameof(path));
}
