using System.Buffers.Binary;
using System.Security.Cryptography;
using Canopy.CasCor.Training;

namespace Canopy.CasCor;

/// <summary>A cascade: every hidden unit sees bias, inputs and all earlier hidden units; every output sees them all.</summary>
/// <remarks>Never changes; safe to use from several threads.</remarks>
public sealed class Network
{
    private readonly float[] _outputWeights;
    private readonly HiddenUnit[] _hiddenUnits;

    /// <summary>Builds a network from its parts.</summary>
    /// <param name="inputs">Inputs, at least 1.</param>
    /// <param name="outputs">Outputs, at least 1.</param>
    /// <param name="outputActivation">Activation of the output units.</param>
    /// <param name="hiddenUnits">Unit k has index k and 1 + inputs + k weights.</param>
    /// <param name="outputWeights">One row per output: bias, inputs, hidden units.</param>
    /// <exception cref="ArgumentException">A length or index does not fit.</exception>
    public Network(int inputs, int outputs, Activation outputActivation, IEnumerable<HiddenUnit> hiddenUnits, ReadOnlySpan<float> outputWeights)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentNullException.ThrowIfNull(hiddenUnits);

        Inputs = inputs;
        Outputs = outputs;
        OutputActivation = outputActivation;
        _hiddenUnits = [.. hiddenUnits];
        _outputWeights = outputWeights.ToArray();

        for (int k = 0; k < _hiddenUnits.Length; k++)
        {
            HiddenUnit unit = _hiddenUnits[k];
            if (unit.Index != k || unit.Weights.Length != 1 + inputs + k)
                throw new ArgumentException($"Hidden unit {k} must have index {k} and {1 + inputs + k} weights.", nameof(hiddenUnits));
        }

        if (_outputWeights.Length != outputs * Rows)
            throw new ArgumentException($"There must be {outputs} x {Rows} output weights.", nameof(outputWeights));
    }

    /// <summary>Inputs per pattern.</summary>
    public int Inputs { get; }

    /// <summary>Outputs per pattern.</summary>
    public int Outputs { get; }

    /// <summary>Activation of the output units.</summary>
    public Activation OutputActivation { get; }

    /// <summary>Installed units, oldest first.</summary>
    public IReadOnlyList<HiddenUnit> HiddenUnits => _hiddenUnits;

    /// <summary>One row per output: bias, inputs, hidden units.</summary>
    public ReadOnlySpan<float> OutputWeights => _outputWeights;

    private int Rows => 1 + Inputs + _hiddenUnits.Length;

    /// <summary>Outputs for one pattern or for several, row by row; the same bits as in training, whatever their number.</summary>
    /// <param name="inputs">Patterns × <see cref="Inputs"/>. NaN and infinities are carried through.</param>
    /// <param name="outputs">Patterns × <see cref="Outputs"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int patterns = inputs.Length / Inputs;
        if (inputs.Length != patterns * Inputs)
            throw new ArgumentException($"The length must be a multiple of {Inputs}.", nameof(inputs));
        if (outputs.Length != patterns * Outputs)
            throw new ArgumentException($"The length must be {patterns} x {Outputs}.", nameof(outputs));

        Prediction.Run(this, _hiddenUnits, inputs, outputs, patterns);
    }

    /// <summary>SHA-256 over shape, activations and the bits of all weights, lower-case hex.</summary>
    public string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Inputs);
        Append(hash, Outputs);
        Append(hash, (int)OutputActivation);
        Append(hash, _hiddenUnits.Length);
        foreach (HiddenUnit unit in _hiddenUnits)
        {
            Append(hash, (int)unit.Activation);
            Append(hash, unit.Weights);
        }

        Append(hash, _outputWeights);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<float> values)
    {
        foreach (float value in values)
            Append(hash, BitConverter.SingleToInt32Bits(value));
    }
}
