namespace Canopy.CasCor.Data;

/// <summary>Classes as targets of ±0.5 (Fahlman and Lebiere 1990, §3): two classes share one output, more have one each.</summary>
internal static class ClassTargets
{
    public static int Outputs(int classes) => classes == 2 ? 1 : classes;

    /// <summary>Row by row, from the class of each row.</summary>
    public static float[] Encode(ReadOnlySpan<int> classOfRow, int classes)
    {
        int outputs = Outputs(classes);
        float[] targets = new float[classOfRow.Length * outputs];
        Array.Fill(targets, -0.5f);
        for (int row = 0; row < classOfRow.Length; row++)
        {
            if (outputs > 1)
                targets[(row * outputs) + classOfRow[row]] = 0.5f;
            else if (classOfRow[row] == 1)
                targets[row] = 0.5f;
        }

        return targets;
    }
}
