namespace Canopy.CasCor;

/// <summary>How far the scores of a classifier can be taken as probabilities.</summary>
/// <remarks>
/// With one output the score is that of class 1, and what is observed is the share of class 1. With several the score is that of
/// the class decided for, and what is observed is the share of right decisions. A softmax output is its own score; any other is
/// output + 0.5, cut off at 0 and 1: the class codes −0.5 and 0.5 become 0 and 1.
/// </remarks>
/// <param name="ExpectedError">Expected calibration error: Σ count / N · |observed − mean score| over the bins, in [0, 1]; NaN when a score is.</param>
/// <param name="Bins">Equal parts of [0, 1], in order: the reliability diagram.</param>
public sealed record Calibration(double ExpectedError, IReadOnlyList<ReliabilityBin> Bins)
{
    internal static Calibration Of(ReadOnlySpan<float> outputs, OutputMeaning meaning, int columns, ReadOnlySpan<int> actual, ReadOnlySpan<int> decided, int bins)
    {
        int[] counts = new int[bins];
        int[] hits = new int[bins];
        double[] scores = new double[bins];
        bool defined = true;
        for (int p = 0; p < actual.Length; p++)
        {
            double score = meaning.Score(columns == 1 ? outputs[p] : outputs[(p * columns) + decided[p]]);
            if (double.IsNaN(score))
            {
                defined = false;
                continue;
            }

            int bin = Math.Min((int)(score * bins), bins - 1);
            counts[bin]++;
            scores[bin] += score;
            hits[bin] += (columns == 1 ? actual[p] == 1 : actual[p] == decided[p]) ? 1 : 0;
        }

        var diagram = new ReliabilityBin[bins];
        double error = 0;
        for (int b = 0; b < bins; b++)
        {
            diagram[b] = new ReliabilityBin((double)b / bins, (b + 1.0) / bins, counts[b], scores[b] / counts[b], (double)hits[b] / counts[b]);
            error += Math.Abs(hits[b] - scores[b]) / actual.Length;
        }

        return new Calibration(defined ? error : double.NaN, diagram);
    }
}

/// <summary>One bar of a reliability diagram.</summary>
/// <param name="From">Lowest score, included.</param>
/// <param name="To">Highest score, not included except 1.</param>
/// <param name="Count">Patterns whose score is in the bin.</param>
/// <param name="MeanScore">Their mean score; NaN when there is none.</param>
/// <param name="Observed">Share of them that is of class 1 (one output), or rightly decided (several); NaN when there is none.</param>
public readonly record struct ReliabilityBin(double From, double To, int Count, double MeanScore, double Observed);
