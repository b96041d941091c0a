namespace Canopy.CasCor;

/// <summary>What an output of a classifier means: where its classes are coded, and which score in [0, 1] it is.</summary>
internal readonly struct OutputMeaning(Activation activation)
{
    // 1 − p of a float32 p that was rounded to 1 is up to 2^−25; a p that was rounded to 0 is below the smallest normal number.
    private const double LeastComplement = 1.0 / (1 << 25);
    private const double LeastProbability = 1.17549435e-38;

    public Activation Activation { get; } = activation;

    /// <summary>Outputs are probabilities, and classes are coded 0 and 1 instead of −0.5 and 0.5.</summary>
    public bool IsProbability => Activation is Activation.Softmax;

    private double Shift => IsProbability ? 0.0 : 0.5;

    /// <summary>A probability as it is; any other output ½ higher, so that the codes −0.5 and 0.5 become 0 and 1, and cut off there.</summary>
    public double Score(float output) => Math.Clamp(output + Shift, 0.0, 1.0);

    public double MeanSquaredError(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets)
    {
        double sum = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double error = outputs[i] + Shift - (targets[i] + 0.5);
            sum += error * error;
        }

        return sum / outputs.Length;
    }

    /// <summary>Of outputs that are probabilities; finite whatever they are.</summary>
    public static double CrossEntropy(ReadOnlySpan<float> outputs, Dataset data)
    {
        double sum = 0;
        for (int p = 0; p < data.Patterns; p++)
        {
            ReadOnlySpan<float> row = outputs.Slice(p * data.Outputs, data.Outputs);
            int actual = data.ClassOf(p);
            double probability = row.Length > 1 ? row[actual] : actual == 1 ? row[0] : Math.Max(1.0 - row[0], LeastComplement);
            sum -= Math.Log(Math.Max(probability, LeastProbability));
        }

        return sum / data.Patterns;
    }
}
