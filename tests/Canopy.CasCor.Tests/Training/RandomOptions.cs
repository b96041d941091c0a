namespace Canopy.CasCor.Tests.Training;

/// <summary>Valid options drawn from the catalogue's own ranges, small values more often than large ones.</summary>
internal static class RandomOptions
{
    public static TrainingOptions Next(Random random)
    {
        var options = new TrainingOptions();
        foreach (OptionDescriptor descriptor in OptionCatalogue.All)
        {
            if (random.Next(2) == 0 || descriptor.Path is "threads")
                continue;

            options = OptionCatalogue.With(options, descriptor.Path, Value(descriptor, random));
        }

        return options with { PoolSize = Math.Min(options.PoolSize, 20) };
    }

    private static double Value(OptionDescriptor descriptor, Random random)
    {
        if (descriptor.Choices is { } choices)
            return random.Next(choices.Count);

        (double minimum, double maximum) = (descriptor.Minimum!.Value, descriptor.Maximum!.Value);
        double value = minimum + ((maximum - minimum) * Math.Pow(random.NextDouble(), 8));
        if (descriptor.Type is "integer")
            return Math.Floor(value);
        return descriptor.MinimumExclusive && value == minimum ? maximum : value;
    }
}
