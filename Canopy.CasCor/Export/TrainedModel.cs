using Canopy.CasCor.Export;
using Canopy.CasCor.Export.Json;
using Canopy.CasCor.Export.Onnx;

namespace Canopy.CasCor;

/// <summary>
/// A network with the meaning of its numbers: takes inputs as people have them, gives outputs in the unit of the targets, and
/// can be kept as ONNX or JSON (docs/onnx.md). Never changes; safe to use from several threads.
/// </summary>
public sealed class TrainedModel
{
    /// <summary>A network and the data that it was trained on.</summary>
    /// <exception cref="ArgumentException">As for <see cref="TrainedModel(Network, ProblemKind, DataDescription)"/>.</exception>
    public TrainedModel(Network network, Dataset data)
        : this(network, KindOf(data), data.Description)
    {
    }

    /// <summary>A network and what is known of its data. It is a classifier if there are class labels, else it gives values.</summary>
    /// <exception cref="ArgumentException">As for <see cref="TrainedModel(Network, ProblemKind, DataDescription)"/>.</exception>
    public TrainedModel(Network network, DataDescription description)
        : this(network, KindOf(description), description)
    {
    }

    /// <summary>A network, whether it classifies, and what is known of its data.</summary>
    /// <exception cref="ArgumentException">A weight that is NaN or infinite; a hidden softmax unit; a layer that cannot be; a description that does not fit the network's shape.</exception>
    public TrainedModel(Network network, ProblemKind kind, DataDescription description)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(description);
        if (ModelCheck.Find(network, kind, description) is { } mistake)
            throw new ArgumentException(mistake, nameof(description));

        Network = network;
        Kind = kind;
        Description = description;
    }

    /// <summary>The network. Its inputs and outputs are standardised where <see cref="Description"/> says so.</summary>
    public Network Network { get; }

    /// <summary>Classes or values.</summary>
    public ProblemKind Kind { get; }

    /// <summary>Names, labels and standardisation, as far as they are known.</summary>
    public DataDescription Description { get; }

    /// <summary>Inputs per pattern.</summary>
    public int Inputs => Network.Inputs;

    /// <summary>Outputs per pattern.</summary>
    public int Outputs => Network.Outputs;

    /// <summary>Classes: 2 with one output, else one per output; 0 for regression.</summary>
    public int Classes => Kind is ProblemKind.Regression ? 0 : Math.Max(2, Outputs);

    /// <summary>Outputs for one pattern or for several: inputs are standardised as the training inputs were, regression outputs are brought back to the unit of the targets.</summary>
    /// <param name="inputs">Raw patterns, row by row: any number × <see cref="Inputs"/>. NaN and infinities are carried through.</param>
    /// <param name="outputs">As many patterns × <see cref="Outputs"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        if (Description.Inputs is { } standardised && inputs.Length % Inputs == 0)
        {
            float[] brought = new float[inputs.Length];
            standardised.Apply(inputs, brought);
            inputs = brought;
        }

        Network.Predict(inputs, outputs);
        Description.Targets?.Undo(outputs, outputs);
    }

    /// <summary><see cref="Predict(ReadOnlySpan{float}, Span{float})"/> into a new array.</summary>
    public float[] Predict(ReadOnlySpan<float> inputs)
    {
        float[] outputs = new float[inputs.Length / Inputs * Outputs];
        Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>
    /// The class of one pattern, from 0. One output: class 1 when it is above 0, the middle between the codes −0.5 and 0.5, or,
    /// with softmax, above 0.5; several: the class of the largest, the first of equals.
    /// </summary>
    /// <param name="inputs">One raw pattern: <see cref="Inputs"/> values.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="InvalidOperationException">The model is for regression.</exception>
    public int Classify(ReadOnlySpan<float> inputs)
    {
        if (Kind is ProblemKind.Regression)
            throw new InvalidOperationException("A regression model has no classes.");
        if (inputs.Length != Inputs)
            throw new ArgumentException($"One pattern has {Inputs} inputs, not {inputs.Length}.", nameof(inputs));

        return ClassDecision.Of(Predict(inputs), Network.OutputActivation);
    }

    /// <summary>What class <paramref name="index"/> is called; its number where labels are not known.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public string LabelOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Classes);
        return Description.ClassLabels.Count > 0 ? Description.ClassLabels[index] : $"{index}";
    }

    /// <summary>
    /// The model as an ONNX file (opset 17): input <c>input</c> [batch, inputs], outputs <c>output</c> [batch, outputs] as of
    /// <see cref="Predict(ReadOnlySpan{float}, Span{float})"/> and, for classification, <c>label</c> [batch] as of
    /// <see cref="Classify"/>. The same model gives the same bytes.
    /// </summary>
    public byte[] ToOnnx() => OnnxFile.Write(this);

    /// <summary>The model that <see cref="ToOnnx"/> wrote, with the same bits.</summary>
    /// <exception cref="InvalidModelException">Anything else: damaged, truncated, changed, or an ONNX model of another origin.</exception>
    public static TrainedModel FromOnnx(ReadOnlySpan<byte> file) => OnnxFile.Read(file);

    /// <summary>The model as JSON, in UTF-8 (docs/onnx.md). The same model gives the same bytes.</summary>
    public byte[] ToJson() => ModelJsonWriter.Write(this, withWeights: true);

    /// <summary>The model that <see cref="ToJson"/> wrote, with the same bits.</summary>
    /// <exception cref="InvalidModelException">Anything else; the message names the field and what it must be.</exception>
    public static TrainedModel FromJson(ReadOnlySpan<byte> utf8) => ModelJsonReader.Read(utf8);

    private static ProblemKind KindOf(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Kind;
    }

    private static ProblemKind KindOf(DataDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return description.ClassLabels.Count > 0 ? ProblemKind.Classification : ProblemKind.Regression;
    }
}
