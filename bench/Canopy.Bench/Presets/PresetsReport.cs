using System.Globalization;
using System.Text;
using Canopy.CasCor;

namespace Canopy.Bench.Presets;

/// <summary>docs/benchmarks/presets.md.</summary>
internal static class PresetsReport
{
    private static readonly string[] GroupTitles = ["Presets", "One change", "Several changes"];

    public static string Write(
        IReadOnlyList<IReadOnlyList<Outcome>> groups, Outcome chosen, IReadOnlyList<Outcome> confirmed, int seeds, ulong firstSeed, ulong firstSeedOfConfirmation)
    {
        var text = new StringBuilder(Head(seeds, firstSeed));
        var baseline = groups[0][0];
        WriteChoice(text, chosen, baseline);
        foreach (var (group, title) in groups.Zip(GroupTitles))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n");
            WriteTable(text, group, baseline);
        }

        text.Append("\n## Test errors\n\nPercent of the test patterns; for regressions the error index in percent.\n\n");
        WriteErrors(text, [.. groups.SelectMany(g => g)]);
        text.Append(CultureInfo.InvariantCulture, $"\n## Again with other seeds\n\nThe presets and the choice with the seeds {firstSeedOfConfirmation} to {firstSeedOfConfirmation + (ulong)seeds - 1}, ");
        text.Append("which took no part in it.\n\n");
        WriteTable(text, confirmed, confirmed[0]);
        text.Append('\n');
        WriteErrors(text, confirmed);
        return text.ToString();
    }

    private static string Head(int seeds, ulong firstSeed) => $"""
        # Presets

        Which options should somebody begin with who knows nothing of a data set? `./canopy bench presets --write` trains every
        configuration below on {Problem.All.Count} data sets from the seeds {firstSeed} to {firstSeed + (ulong)seeds - 1}, and writes this page. All but the times is the same on
        every machine. The command ends with exit code 1 when the preset `{TrainingPresets.ModernName}` is not what its rule chooses.

        A configuration is the preset `fahlman-1990` with some changes: a pool of 8, at most 25 units. A seed decides the initial weights, and
        the drawn patterns where there is chance. **Test error** is measured on patterns that were not trained on: wrong classes in percent,
        or for values the error index (root mean squared error over the targets' deviation). Regressions have linear outputs and train to an error
        index of 0.05.

        The **score** is the geometric mean over the data sets of (test error + 1 %) / (that of `fahlman-1990` + 1 %): the less the better. The
        added percent keeps data sets that everybody solves from deciding.

        **The rule** for `{TrainingPresets.ModernName}`: of the configurations that solve two spirals and 8-parity from every seed, take those whose score is within {Choice.Tie:0 %} of
        the best; of these, the one with the fewest changes.

        | data set | patterns |
        | --- | --- |
        {string.Join('\n', Problem.All.Select(p => $"| {p.Name} | {p.What} |"))}

        Columns: solved is the share of runs that ended without an error bit (regressions: at the error index); units, epochs, connection
        crossings and ms are means over all data sets, of ms the median of the seeds: the time of one thread while another ran beside it.

        """;

    private static void WriteChoice(StringBuilder text, Outcome chosen, Outcome baseline)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## The choice\n\n**{chosen.Configuration.Name}**, score {chosen.Score(baseline):0.000}: ");
        text.Append(chosen.Configuration.Told).Append(".\n\n");
        text.Append("""
            Adam is the change that helps most. In the candidate phase it halves the errors between the points of two spirals, and takes a quarter
            off those of the checkerboard; in both phases it is a little better alone, and worse together with softmax. Softmax, which trains
            classes by cross-entropy, helps on its own and solves with fewer units. The price is some twice the epochs. What else helps on some data
            sets costs on others:

            * **Validation** is best where classes overlap (moons, circles, blobs, the penguins' mass) and loses what it keeps from training
              where they do not (two spirals). It depends on the data, so it is left to the user: `--validation 0.2`.
            * **Linear outputs** do well on the same data, and seldom end without an error bit: they are not dependable.
            * **Slower or shorter candidate training** is as good within the rule's 2 %, with more units.
            * **Periodic units** (sine) need the fewest units and epochs, and are often wrong between the points; so are Gaussian ones.
            * **Siblings, decay and other pools** beside the choice change its score by no more than 2 %.
            * **Two units a round** need a third fewer epochs for a quarter more units.

            Softmax needs classes. For values: `--preset modern --set output_activation=linear`.

            """);
    }

    private static void WriteTable(StringBuilder text, IReadOnlyList<Outcome> outcomes, Outcome baseline)
    {
        text.Append("| configuration | changes | score | solved | two spirals solved | 8-parity solved | units | epochs | crossings, M | ms |\n| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |\n");
        foreach (var o in outcomes)
        {
            var solved = o.Attempts.Average(a => a.Average(t => t.Solved ? 1.0 : 0));
            text.Append(CultureInfo.InvariantCulture, $"| {o.Configuration.Name} | {o.Configuration.Told} | {o.Score(baseline):0.000} | {solved:0 %} | ");
            text.Append(CultureInfo.InvariantCulture, $"{o.SolvedShare(Problem.TwoSpirals):0.# %} | {o.SolvedShare(Problem.Parity):0.# %} | ");
            text.Append(CultureInfo.InvariantCulture, $"{o.HiddenUnits:0.0} | {o.Epochs:0} | {o.Crossings:0.0} | {o.Milliseconds:0.0} |\n");
        }
    }

    private static void WriteErrors(StringBuilder text, IReadOnlyList<Outcome> outcomes)
    {
        text.Append("| configuration | ").AppendJoin(" | ", Problem.All.Select(p => p.Name)).Append(" |\n| --- |");
        text.Insert(text.Length, " --: |", Problem.All.Count).Append('\n');
        foreach (var o in outcomes)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {o.Configuration.Name} | ");
            text.AppendJoin(" | ", o.TestErrors.Select(e => e.ToString("0.0", CultureInfo.InvariantCulture))).Append(" |\n");
        }
    }
}
