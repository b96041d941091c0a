namespace Canopy.CasCor.Data;

/// <summary>A generator's description and its recipe, which gets every parameter, checked.</summary>
internal sealed record Generator(GeneratorDescriptor Descriptor, Func<IReadOnlyDictionary<string, double>, Dataset> Create)
{
    /// <summary>2^53: up to here every integer is a double.</summary>
    private const double MaxSeed = 9_007_199_254_740_992;

    public static GeneratorParameter Noise(double @default, double maximum)
        => new("noise", "Noise", IsInteger: false, @default, 0, maximum, "Standard deviation of the Gaussian noise added to each coordinate.");

    public static GeneratorParameter Seed { get; } = new("seed", "Seed", IsInteger: true, 1, 0, MaxSeed, "Decides the noise.");
}
