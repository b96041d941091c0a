namespace Canopy.CasCor;

/// <summary>The area under the ROC curve as a rank statistic (J. A. Hanley, B. J. McNeil, Radiology 143, 1982).</summary>
internal static class AreaUnderRoc
{
    /// <summary>
    /// (R − n₁(n₁ + 1)/2) / (n₁ n₀), R the sum of the ranks of the n₁ patterns of the class among all, equal outputs sharing their
    /// mean rank. NaN when a pattern of the class, or of another, is missing, or an output is NaN.
    /// </summary>
    public static double Of(ReadOnlySpan<float> outputs, int columns, ReadOnlySpan<int> actual, int index)
    {
        float[] scores = new float[actual.Length];
        bool[] isOfClass = new bool[actual.Length];
        for (int p = 0; p < actual.Length; p++)
        {
            // A single output speaks for class 1, hence against class 0.
            float output = columns == 1 ? outputs[p] : outputs[(p * columns) + index];
            if (float.IsNaN(output))
                return double.NaN;
            scores[p] = columns == 1 && index == 0 ? -output : output;
            isOfClass[p] = actual[p] == index;
        }

        Array.Sort(scores, isOfClass);
        return Of(scores, isOfClass);
    }

    private static double Of(ReadOnlySpan<float> sorted, ReadOnlySpan<bool> isOfClass)
    {
        double rankSum = 0;
        double members = 0;
        for (int first = 0; first < sorted.Length;)
        {
            int end = first + 1;
            while (end < sorted.Length && sorted[end] == sorted[first])
                end++;

            int count = isOfClass[first..end].Count(true);
            members += count;
            rankSum += count * ((first + 1 + end) / 2.0);
            first = end;
        }

        return (rankSum - (members * (members + 1) / 2)) / (members * (sorted.Length - members));
    }
}
