namespace Canopy.CasCor.Export;

/// <summary>A model without its weights: what the metadata of an ONNX file holds.</summary>
internal sealed record ModelOutline(
    ProblemKind Kind,
    int Inputs,
    int Outputs,
    IReadOnlyList<UnitOutline> HiddenUnits,
    Activation OutputActivation,
    DataDescription Description)
{
    /// <summary>Adds the weights. Their lengths must fit.</summary>
    /// <exception cref="InvalidModelException">A weight that is not finite, or a description that does not fit the shape.</exception>
    public TrainedModel With(IReadOnlyList<float[]> hiddenWeights, ReadOnlySpan<float> outputWeights)
    {
        IEnumerable<HiddenUnit> units = HiddenUnits.Select((unit, k) => new HiddenUnit(k, unit.Activation, hiddenWeights[k], unit.Layer));
        var network = new Network(Inputs, Outputs, OutputActivation, units, outputWeights);
        if (ModelCheck.Find(network, Kind, Description) is { } mistake)
            throw new InvalidModelException(mistake);
        return new TrainedModel(network, Kind, Description);
    }
}

/// <summary>A hidden unit without its weights.</summary>
internal sealed record UnitOutline(Activation Activation, int Layer);
