namespace Canopy.CasCor.Data.Csv;

/// <summary>Guesses what a file does not say of itself: the delimiter, and whether there are names.</summary>
internal static class CsvDialect
{
    public const string Accepted = ",;\t|";

    private const int MaxLines = 20;

    // In this order: a comma may also be part of a number or of text, a semicolon or a tab hardly ever is.
    private const string Candidates = "\t;,";

    /// <summary>
    /// The first of tab, semicolon and comma that each of the first lines has, equally often, outside quotes; else the one
    /// that the first line has most of; else a comma.
    /// </summary>
    public static char ChooseDelimiter(ReadOnlySpan<char> beginning)
    {
        List<int[]> lines = CountByLine(beginning);
        if (lines.Count == 0)
            return ',';

        int[] first = lines[0];
        for (int c = 0; c < Candidates.Length; c++)
        {
            if (first[c] > 0 && lines.TrueForAll(line => line[c] == first[c]))
                return Candidates[c];
        }

        int most = first.Max();
        return most == 0 ? ',' : Candidates[Array.IndexOf(first, most)];
    }

    /// <summary>A header is a first row without any number.</summary>
    public static bool IsHeader(CsvScanner row)
    {
        for (int i = 0; i < row.Count; i++)
        {
            if (CsvNumber.TryParse(row[i], out _))
                return false;
        }

        return true;
    }

    /// <summary>How often each candidate stands in each of the first lines; not in a last one that may be cut off, unless it is the only one.</summary>
    private static List<int[]> CountByLine(ReadOnlySpan<char> beginning)
    {
        var lines = new List<int[]>();
        int[] counts = new int[Candidates.Length];
        bool isQuoted = false;
        bool isBlank = true;
        foreach (char c in beginning)
        {
            if (lines.Count == MaxLines)
                break;

            isQuoted ^= c == '"';
            int candidate = isQuoted ? -1 : Candidates.IndexOf(c, StringComparison.Ordinal);
            if (candidate >= 0)
                counts[candidate]++;
            if (isQuoted || c is not ('\r' or '\n'))
            {
                isBlank &= c is '\r' or '\n' or ' ';
                continue;
            }

            if (!isBlank)
            {
                lines.Add(counts);
                counts = new int[Candidates.Length];
            }

            isBlank = true;
        }

        if (lines.Count == 0 && !isBlank)
            lines.Add(counts);
        return lines;
    }
}
