namespace Canopy.CommandLine.Train;

/// <summary>The files that a run is to leave.</summary>
/// <param name="Networks">By extension: the network, or a checkpoint.</param>
/// <param name="Report">Null when none is wanted.</param>
internal sealed record TrainingOutputs(IReadOnlyList<OutputFile> Networks, OutputFile? Report)
{
    public const string Onnx = ".onnx";
    public const string Json = ".json";
    public const string Checkpoint = ".ckpt";

    public IEnumerable<OutputFile> Files => Report is null ? Networks : Networks.Append(Report);
}
