namespace Canopy.CasCor;

/// <summary>One parameter of a generator: a number with its default and accepted range.</summary>
public sealed record GeneratorParameter(string Name, string Label, bool IsInteger, double Default, double Minimum, double Maximum, string Help);

/// <summary>A data generator by name, with its parameters.</summary>
public sealed record GeneratorDescriptor(string Name, string Label, string Help, IReadOnlyList<GeneratorParameter> Parameters, string SuggestedPreset);

/// <summary>Synthetic benchmarks, reproducible from their parameters (a seed is one of them where there is randomness).</summary>
public static class Generators
{
    /// <summary>two-spirals, parity, xor, circles.</summary>
    public static IReadOnlyList<GeneratorDescriptor> All => throw new NotImplementedException();

    /// <summary>Generates a data set.</summary>
    /// <exception cref="InvalidDataSetException">Unknown generator or parameter, or a value out of range; the fields are <c>generator</c> and <c>parameters.NAME</c>.</exception>
    public static Dataset Generate(string name, IReadOnlyDictionary<string, double>? parameters = null) => throw new NotImplementedException();
}
