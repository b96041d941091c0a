using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Data;

/// <summary>Deals patterns into a training and a validation part, the same for the same seed on every machine.</summary>
internal static class DataSplit
{
    /// <summary>
    /// Splits by a seeded shuffle. For classification each class is split by itself, so that both parts have the classes in
    /// the proportions of the whole; a class keeps at least one pattern in training. Both lists are in shuffled order. The
    /// validation part is empty where the share comes to less than half a pattern.
    /// </summary>
    /// <param name="data">Patterns to deal.</param>
    /// <param name="validationShare">0 to below 1; the number of patterns is rounded to the nearest.</param>
    /// <param name="seed">Decides the shuffle.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public static (int[] Training, int[] Validation) Create(Dataset data, double validationShare, ulong seed)
    {
        if (!(validationShare >= 0 && validationShare < 1))
            throw new ArgumentOutOfRangeException(nameof(validationShare), validationShare, "The share must be at least 0 and below 1.");

        int[] order = Shuffled(data.Patterns, new Xoshiro256(seed));
        int[] quotas = data.Kind is ProblemKind.Regression
            ? [Quota(data.Patterns, validationShare)]
            : ClassQuotas(data, validationShare);
        var training = new List<int>(data.Patterns);
        var validation = new List<int>();
        foreach (int pattern in order)
        {
            int group = data.Kind is ProblemKind.Regression ? 0 : data.ClassOf(pattern);
            (quotas[group]-- > 0 ? validation : training).Add(pattern);
        }

        return ([.. training], [.. validation]);
    }

    /// <summary>
    /// How many patterns of each class go to validation: the whole part of each class's share, then one more where the
    /// fraction is largest until the whole's quota is reached, as far as one pattern per class stays in training.
    /// </summary>
    private static int[] ClassQuotas(Dataset data, double share)
    {
        int[] sizes = new int[data.Classes];
        for (int pattern = 0; pattern < data.Patterns; pattern++)
            sizes[data.ClassOf(pattern)]++;

        int[] quotas = [.. sizes.Select(size => (int)(size * share))];
        int left = Quota(data.Patterns, share) - quotas.Sum();
        foreach (int c in Enumerable.Range(0, sizes.Length).OrderByDescending(c => (sizes[c] * share) - quotas[c]))
        {
            if (left > 0 && quotas[c] < sizes[c] - 1)
            {
                quotas[c]++;
                left--;
            }
        }

        return quotas;
    }

    private static int Quota(int patterns, double share) => Math.Min(patterns - 1, (int)Math.Round(patterns * share, MidpointRounding.AwayFromZero));

    /// <summary>Fisher and Yates' shuffle of 0..count − 1.</summary>
    private static int[] Shuffled(int count, Xoshiro256 random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int last = count - 1; last > 0; last--)
        {
            int other = (int)(random.NextDouble() * (last + 1));
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }
}
