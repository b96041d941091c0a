namespace Canopy.CasCor.Data;

/// <summary>N-parity (Fahlman and Lebiere 1990, §3.2): all 2^N patterns of N bits; is the number of ones odd?</summary>
internal static class Parity
{
    public static Generator Generator { get; } = new(
        new GeneratorDescriptor(
            "parity",
            "N-parity",
            "All patterns of N bits, coded -0.5 and 0.5; class 1 where the number of ones is odd.",
            [new GeneratorParameter("bits", "Bits", IsInteger: true, 8, 2, 12, "Inputs; there are 2^bits patterns.")],
            TrainingPresets.ParityName),
        Create);

    private static Dataset Create(IReadOnlyDictionary<string, double> parameters)
    {
        int bits = (int)parameters["bits"];
        var patterns = new PatternList(classes: 2);
        float[] inputs = new float[bits];
        for (uint code = 0; code < 1u << bits; code++)
        {
            for (int bit = 0; bit < bits; bit++)
                inputs[bit] = ((code >> bit) & 1) == 1 ? 0.5f : -0.5f;
            patterns.Add(System.Numerics.BitOperations.PopCount(code) % 2, inputs);
        }

        return patterns.ToDataset($"{bits}-parity", bits);
    }
}
