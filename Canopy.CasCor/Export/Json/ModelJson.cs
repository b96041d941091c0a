namespace Canopy.CasCor.Export.Json;

/// <summary>The names of the JSON form (docs/onnx.md).</summary>
internal static class ModelJson
{
    public const string Format = "canopy-model";
    public const int Version = 1;

    public const string FormatField = "format";
    public const string VersionField = "version";
    public const string Kind = "kind";
    public const string Inputs = "inputs";
    public const string Outputs = "outputs";
    public const string HiddenUnits = "hidden_units";
    public const string Activation = "activation";
    public const string Layer = "layer";
    public const string Weights = "weights";
    public const string OutputActivation = "output_activation";
    public const string OutputWeights = "output_weights";
    public const string Description = "description";
    public const string InputNames = "input_names";
    public const string OutputNames = "output_names";
    public const string ClassLabels = "class_labels";
    public const string InputStandardisation = "input_standardisation";
    public const string TargetStandardisation = "target_standardisation";
    public const string Means = "means";
    public const string Deviations = "deviations";
}
