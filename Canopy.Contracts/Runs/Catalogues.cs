using Canopy.CasCor;

namespace Canopy.Contracts;

/// <summary>Body of <c>GET /v1/options</c>: what a form of options needs.</summary>
/// <param name="Options">Every option, in the order of a form.</param>
/// <param name="Presets">Options by the name of the preset.</param>
/// <param name="Defaults">Options of the default preset.</param>
public sealed record OptionCatalogueBody(
    IReadOnlyList<OptionDescriptor> Options, IReadOnlyDictionary<string, TrainingOptions> Presets, TrainingOptions Defaults);

/// <summary>Body of <c>GET /v1/generators</c>.</summary>
public sealed record GeneratorCatalogueBody(IReadOnlyList<GeneratorDescriptor> Generators);
