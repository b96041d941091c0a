using System.Globalization;

namespace Canopy.CasCor.Data.Csv;

/// <summary>The classes of some rows: labels in order, and the class of each row.</summary>
/// <param name="Labels">By their numbers where all are numbers, else by the codes of their characters.</param>
/// <param name="OfRow">One per row.</param>
internal sealed record CsvClasses(string[] Labels, int[] OfRow)
{
    /// <summary>Labels that are written differently but are the same number are one class, called as it is first written.</summary>
    public static CsvClasses Of(CsvTargetColumn target, int[] rows)
    {
        List<string> written = target.Labels;
        int[] used = [.. rows.Select(row => target.LabelOfRow[row]).Distinct().Order()];
        int[] order = target.HasText
            ? [.. used.OrderBy(label => written[label], StringComparer.Ordinal)]
            : [.. used.OrderBy(label => Number(written[label]))];

        var labels = new List<string>();
        int[] classOfLabel = new int[written.Count];
        for (int i = 0; i < order.Length; i++)
        {
            if (target.HasText || i == 0 || Number(written[order[i]]) != Number(written[order[i - 1]]))
                labels.Add(written[order[i]]);
            classOfLabel[order[i]] = labels.Count - 1;
        }

        return new CsvClasses([.. labels], [.. rows.Select(row => classOfLabel[target.LabelOfRow[row]])]);
    }

    public IReadOnlyList<CsvClassReport> ToReport() => [.. Labels.Select((label, c) => new CsvClassReport(label, OfRow.AsSpan().Count(c)))];

    /// <summary>In double, so that long numbers such as identifiers stay apart.</summary>
    private static double Number(string label) => double.Parse(label, NumberStyles.Float, CultureInfo.InvariantCulture);
}
