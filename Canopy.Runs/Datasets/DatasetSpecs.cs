using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Commands;

namespace Canopy.Runs.Datasets;

/// <summary>Makes the data that a request names, or says what is wrong with it.</summary>
internal sealed class DatasetSpecs(RunsOptions options)
{
    /// <summary>The data, or null when there are mistakes; their fields begin with <paramref name="path"/>.</summary>
    public Dataset? Resolve(DatasetSpec? spec, string path, FieldErrors errors)
    {
        switch (spec)
        {
            case { Generator: null, Data: null } or null:
                errors.Add(path, $"{path} must have a generator (one of {GeneratorNames}) or data.");
                return null;
            case { Generator: not null, Data: not null }:
                errors.Add(path, $"{path} has both a generator and data; give one of them.");
                return null;
            case { Generator: { } generator }:
                return Generate(generator, spec.Parameters, path, errors);
            default:
                return Read(spec.Data!, spec.Parameters, path, errors);
        }
    }

    private static string GeneratorNames => string.Join(", ", Generators.All.Select(g => g.Name));

    private Dataset? Generate(string generator, Dictionary<string, double>? parameters, string path, FieldErrors errors)
    {
        try
        {
            return WithinSize(Generators.Generate(generator, parameters), path, errors);
        }
        catch (InvalidDataSetException exception)
        {
            errors.Add(path, exception.Errors);
            return null;
        }
    }

    private Dataset? Read(InlineData data, Dictionary<string, double>? parameters, string path, FieldErrors errors)
    {
        if (parameters is { Count: > 0 })
        {
            errors.Add($"{path}.parameters", "parameters belong to a generator; data given in place has none.");
        }

        if (data.Name is { Length: > RunLimits.NameLength })
        {
            errors.Add($"{path}.data.name", $"data.name has {data.Name.Length} characters; it may have {RunLimits.NameLength}.");
        }

        var inputs = InlineRows.Flatten(data.Inputs, $"{path}.data.inputs", options.MaxPatterns, options.MaxColumns, errors);
        var targets = InlineRows.Flatten(data.Targets, $"{path}.data.targets", options.MaxPatterns, options.MaxColumns, errors);
        if (inputs is null || targets is null)
        {
            return null;
        }

        if (data.Inputs.Length != data.Targets.Length)
        {
            errors.Add($"{path}.data.targets", $"There are {data.Inputs.Length} rows of inputs and {data.Targets.Length} of targets; each pattern has one of each.");
            return null;
        }

        try
        {
            return new Dataset(
                string.IsNullOrWhiteSpace(data.Name) ? "data" : data.Name.Trim(), data.Kind, data.Inputs[0].Length, data.Targets[0].Length, inputs, targets);
        }
        catch (InvalidDataSetException exception)
        {
            errors.Add($"{path}.data", exception.Errors);
            return null;
        }
    }

    private Dataset? WithinSize(Dataset data, string path, FieldErrors errors)
    {
        if (data.Patterns <= options.MaxPatterns)
        {
            return data;
        }

        errors.Add($"{path}.parameters", $"These parameters make {data.Patterns} patterns; this server takes at most {options.MaxPatterns}.");
        return null;
    }
}
