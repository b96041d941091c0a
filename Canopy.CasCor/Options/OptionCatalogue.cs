using System.Globalization;
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
                errors.Add(OutOfRange(entry, value));
        }

        CheckBatches(errors, "output", options.Output!);
        CheckBatches(errors, "candidate", options.Candidate!);
        return errors;
    }

    /// <summary>Mistakes in training on <paramref name="data"/> with <paramref name="options"/>, those of <see cref="Check(TrainingOptions)"/> included.</summary>
    public static IReadOnlyList<FieldError> Check(TrainingOptions options, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);

        var errors = new List<FieldError>(Check(options));
        if (data.Kind is ProblemKind.Regression && options.OutputActivation is Activation.Softmax)
            errors.Add(new FieldError("output_activation", "output_activation is softmax, which needs classes; for values it must be one of sigmoid, tanh, linear."));
        if (options is { ValidationShare: > 0 } && Math.Round(options.ValidationShare * data.Patterns, MidpointRounding.AwayFromZero) < 1)
        {
            errors.Add(new FieldError("validation_share", string.Create(
                CultureInfo.InvariantCulture,
                $"validation_share is {options.ValidationShare}, which of {data.Patterns} patterns is none; it must be 0 or at least {0.5 / data.Patterns:0.####}.")));
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

    /// <summary>The value of the option at <paramref name="path"/>; for a choice, the place of its name in <see cref="OptionDescriptor.Choices"/>; for a set, the sum of 2^place.</summary>
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
            throw new InvalidOptionsException([OutOfRange(entry, value)]);
        return entry.With(options, value);
    }

    /// <summary>
    /// A copy of <paramref name="options"/> with the value that <paramref name="text"/> says at <paramref name="path"/>: a number
    /// (invariant culture), a choice's name, or the names of a set with commas between them.
    /// </summary>
    /// <exception cref="InvalidOptionsException">There is no such option, or the value is none of its.</exception>
    public static TrainingOptions Parse(TrainingOptions options, string path, string text)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);

        if (OptionTable.Find(path) is not { } entry)
            throw new InvalidOptionsException([new FieldError(path, $"{path} is not an option; the options are {string.Join(", ", All.Select(d => d.Path))}.")]);
        if (!entry.TryParse(text, out double value))
            throw new InvalidOptionsException([new FieldError(path, $"{path} is {text}; it must be {entry.AcceptedValues()}.")]);
        return entry.With(options, value);
    }

    /// <summary>The value of the option at <paramref name="path"/> as <see cref="Parse"/> reads it.</summary>
    /// <exception cref="ArgumentException">There is no such option.</exception>
    public static string Display(TrainingOptions options, string path)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionEntry entry = Entry(path);
        return entry.Display(entry.Get(options));
    }

    internal static void ThrowIfInvalid(TrainingOptions options, Dataset data)
    {
        IReadOnlyList<FieldError> errors = Check(options, data);
        if (errors.Count > 0)
            throw new InvalidOptionsException(errors);
    }

    private static void CheckBatches(List<FieldError> errors, string phase, PhaseOptions options)
    {
        if (options.BatchSize > 0 && options.Optimiser is not Optimiser.Adam)
        {
            string path = phase + ".batch_size";
            errors.Add(new FieldError(path, $"{path} is {options.BatchSize}; without {phase}.optimiser adam it must be 0."));
        }
    }

    private static FieldError OutOfRange(OptionEntry entry, double value)
        => new(entry.Path, $"{entry.Path} is {entry.Display(value)}; it must be {entry.AcceptedValues()}.");

    private static OptionEntry Entry(string path) => OptionTable.Find(path) ?? throw new ArgumentException($"There is no option {path}.", nameof(path));
}
