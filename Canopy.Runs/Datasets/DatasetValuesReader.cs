using Canopy.CasCor;
using Canopy.Contracts;

namespace Canopy.Runs.Datasets;

/// <summary>Between the engine's data and the values as they are stored and shown.</summary>
internal static class DatasetValuesReader
{
    public static Dataset ToDataset(DatasetValues values)
    {
        var description = values.Description;
        return new Dataset(description.Name, description.Kind, description.Inputs, description.Outputs, values.Inputs, values.Targets);
    }

    public static DatasetValues ToValues(Dataset data, string? generator = null, Dictionary<string, double>? parameters = null) => new(
        new DatasetDescription
        {
            Name = data.Name,
            Generator = generator,
            Parameters = parameters,
            Kind = data.Kind,
            Patterns = data.Patterns,
            Inputs = data.Inputs,
            Outputs = data.Outputs,
            Hash = data.Hash,
        },
        data.InputValues.ToArray(),
        data.TargetValues.ToArray());
}
