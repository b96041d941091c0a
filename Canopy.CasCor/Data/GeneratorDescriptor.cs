namespace Canopy.CasCor;

/// <summary>One parameter of a generator: a number with its default and accepted range.</summary>
public sealed record GeneratorParameter(string Name, string Label, bool IsInteger, double Default, double Minimum, double Maximum, string Help);

/// <summary>A data generator by name, with its parameters.</summary>
public sealed record GeneratorDescriptor(string Name, string Label, string Help, IReadOnlyList<GeneratorParameter> Parameters, string SuggestedPreset);
