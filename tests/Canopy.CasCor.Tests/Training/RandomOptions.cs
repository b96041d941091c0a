namespace Canopy.CasCor.Tests.Training;

/// <summary>Valid options drawn from the catalogue's own ranges, small values more often than large ones.</summary>
internal static class RandomOptions
{
    public static TrainingOptions Next(Random random, Dataset data)
    {
        var options = new TrainingOptions();
        foreach (OptionDescriptor descriptor in OptionCatalogue.All)
        {
            if (random.Next(2) == 0 || descriptor.Path is "threads")
                continue;

            options = OptionCatalogue.With(options, descriptor.Path, Value(descriptor, random));
        }

        return Consistent(options, data) with { PoolSize = Math.Min(options.PoolSize, 20) };
    }

    /// <summary>What options ask of each other, and of the data.</summary>
    private static TrainingOptions Consistent(TrainingOptions options, Dataset data) => options with
    {
        Output = Consistent(options.Output),
        Candidate = Consistent(options.Candidate),
        ValidationShare = Math.Round(options.ValidationShare * data.Patterns) < 1 ? 0 : options.ValidationShare,
        OutputActivation = data.Kind is ProblemKind.Regression && options.OutputActivation is Activation.Softmax ? Activation.Linear : options.OutputActivation,
    };

    private static PhaseOptions Consistent(PhaseOptions phase)
        => phase with { BatchSize = phase.Optimiser is Optimiser.Adam ? phase.BatchSize % 100 : 0 };

    private static double Value(OptionDescriptor descriptor, Random random)
    {
        if (descriptor.Choices is { } choices)
            return descriptor.Type is "set" ? random.Next(1, 1 << choices.Count) : random.Next(choices.Count);

        (double minimum, double maximum) = (descriptor.Minimum!.Value, descriptor.Maximum!.Value);
        double value = minimum + ((maximum - minimum) * Math.Pow(random.NextDouble(), 8));
        if (descriptor.Type is "integer")
            return Math.Floor(value);
        return descriptor.MinimumExclusive && value == minimum ? maximum : value;
    }
}
