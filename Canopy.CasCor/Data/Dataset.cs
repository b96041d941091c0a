using System.Buffers.Binary;
using System.Security.Cryptography;
using Canopy.CasCor.Data;

namespace Canopy.CasCor;

/// <summary>Patterns to train on: inputs and targets, checked once and never changed.</summary>
public sealed class Dataset
{
    /// <summary>Most patterns of a data set.</summary>
    public const int MaxPatterns = 10_000_000;

    /// <summary>Most inputs, and most outputs, of a data set.</summary>
    public const int MaxColumns = 10_000;

    private readonly float[] _inputs;
    private readonly float[] _targets;

    /// <summary>Creates a data set from row-major arrays (pattern after pattern); they are copied.</summary>
    /// <exception cref="InvalidDataSetException">
    /// No pattern, no input or output; lengths that do not fit; a value that is NaN or infinite; fewer than two classes;
    /// an input or (regression) target that never varies; a description that does not fit. Fields are <c>inputs</c>,
    /// <c>targets</c>, <c>inputs[ROW][COLUMN]</c>, <c>description.input_names</c> and so on, counted from 0.
    /// </exception>
    public Dataset(string name, ProblemKind kind, int inputs, int outputs, float[] inputValues, float[] targetValues, DataDescription? description = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(inputValues);
        ArgumentNullException.ThrowIfNull(targetValues);

        IReadOnlyList<FieldError> errors = DatasetCheck.Run(kind, inputs, outputs, inputValues, targetValues);
        if (errors.Count == 0 && description is not null)
            errors = DescriptionCheck.Run(kind, inputs, outputs, description);
        if (errors.Count > 0)
            throw new InvalidDataSetException(errors);

        Name = name;
        Kind = kind;
        Inputs = inputs;
        Outputs = outputs;
        Patterns = inputValues.Length / inputs;
        _inputs = [.. inputValues];
        _targets = [.. targetValues];
        Description = description ?? DataDescription.Empty;
        Hash = ComputeHash();
    }

    private Dataset(string name, ProblemKind kind, int inputs, int outputs, DataDescription description, float[] inputValues, float[] targetValues)
    {
        Name = name;
        Kind = kind;
        Inputs = inputs;
        Outputs = outputs;
        Patterns = inputValues.Length / inputs;
        _inputs = inputValues;
        _targets = targetValues;
        Description = description;
        Hash = ComputeHash();
    }

    /// <summary>What a person calls it.</summary>
    public string Name { get; }

    /// <summary>Classes or values.</summary>
    public ProblemKind Kind { get; }

    /// <summary>Number of patterns, N.</summary>
    public int Patterns { get; }

    /// <summary>Inputs per pattern.</summary>
    public int Inputs { get; }

    /// <summary>Outputs per pattern.</summary>
    public int Outputs { get; }

    /// <summary>Classes: 2 with one output, else one per output; 0 for regression.</summary>
    public int Classes => Kind is ProblemKind.Regression ? 0 : Math.Max(2, Outputs);

    /// <summary>N × inputs, row by row.</summary>
    public ReadOnlySpan<float> InputValues => _inputs;

    /// <summary>N × outputs, row by row.</summary>
    public ReadOnlySpan<float> TargetValues => _targets;

    /// <summary>What the numbers mean, as far as it is known.</summary>
    public DataDescription Description { get; }

    /// <summary>SHA-256 over kind, shape and values, lower-case hex: the content address of the data. Name and description are not part of it.</summary>
    public string Hash { get; }

    /// <summary>Class of a pattern, from 0: with one output −0.5 is class 0 and +0.5 class 1, else the output that is +0.5.</summary>
    /// <exception cref="InvalidOperationException">The data set is for regression.</exception>
    public int ClassOf(int pattern)
    {
        if (Kind is ProblemKind.Regression)
            throw new InvalidOperationException("A regression data set has no classes.");

        ReadOnlySpan<float> row = TargetValues.Slice(pattern * Outputs, Outputs);
        return Outputs == 1 ? (row[0] > 0f ? 1 : 0) : row.IndexOf(0.5f);
    }

    /// <summary>Some of the patterns, in the order given. Unlike a whole data set, a selection may hold one class only, or a column that never varies.</summary>
    /// <exception cref="ArgumentException">No pattern, or one that is not there.</exception>
    internal Dataset Select(ReadOnlySpan<int> patterns)
    {
        if (patterns.IsEmpty)
            throw new ArgumentException("At least one pattern must be selected.", nameof(patterns));

        float[] inputs = new float[(long)patterns.Length * Inputs];
        float[] targets = new float[(long)patterns.Length * Outputs];
        for (int i = 0; i < patterns.Length; i++)
        {
            if ((uint)patterns[i] >= (uint)Patterns)
                throw new ArgumentException($"Pattern {patterns[i]} is not one of 0 to {Patterns - 1}.", nameof(patterns));
            InputValues.Slice(patterns[i] * Inputs, Inputs).CopyTo(inputs.AsSpan(i * Inputs));
            TargetValues.Slice(patterns[i] * Outputs, Outputs).CopyTo(targets.AsSpan(i * Outputs));
        }

        return new Dataset(Name, Kind, Inputs, Outputs, Description, inputs, targets);
    }

    /// <summary>Patterns to evaluate a model on, in its terms; like a selection they may hold one class only. The arrays are kept and must hold finite values, and class codes.</summary>
    internal static Dataset ForEvaluation(string name, TrainedModel model, float[] inputs, float[] targets)
        => new(name, model.Kind, model.Inputs, model.Outputs, model.Description, inputs, targets);

    private string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> header = stackalloc byte[4 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(header, (int)Kind);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], Patterns);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Inputs);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], Outputs);
        hash.AppendData(header);
        Append(hash, _inputs);
        Append(hash, _targets);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<float> values)
    {
        Span<byte> bytes = stackalloc byte[256 * sizeof(float)];
        while (!values.IsEmpty)
        {
            int count = Math.Min(256, values.Length);
            for (int i = 0; i < count; i++)
                BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], values[i]);
            hash.AppendData(bytes[..(count * sizeof(float))]);
            values = values[count..];
        }
    }
}
