namespace Canopy.CasCor.Training;

/// <summary>Which candidates are best: by score, a descendant's being lessened where there are siblings.</summary>
internal sealed class PoolRanking(int size)
{
    private readonly float[] _standing = new float[size];

    /// <summary>The first of the best.</summary>
    public int Best { get; private set; }

    /// <summary>NaN when any score is.</summary>
    public float BestScore { get; private set; }

    public void Rank(ReadOnlySpan<float> scores, int firstSibling, double descendantFactor)
    {
        float factor = firstSibling < size ? (float)descendantFactor : 1f;
        Best = 0;
        BestScore = float.NegativeInfinity;
        for (int c = 0; c < size; c++)
        {
            float standing = c < firstSibling ? scores[c] * factor : scores[c];
            _standing[c] = standing;
            if (standing > BestScore || float.IsNaN(standing))
            {
                Best = c;
                BestScore = standing;
            }
        }
    }

    /// <summary>The best <paramref name="count"/>, best first; of equals the first.</summary>
    public int[] BestOf(int count)
        => [.. Enumerable.Range(0, size).OrderByDescending(c => _standing[c]).Take(count)];
}
