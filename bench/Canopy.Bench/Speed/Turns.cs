namespace Canopy.Bench.Speed;

/// <summary>
/// The least seconds of several things that take turns. What else the machine does comes and goes: it meets all alike, and
/// spares some turn of each.
/// </summary>
internal static class Turns
{
    public static double[] LeastSeconds(int turns, params IReadOnlyList<Func<double>> things)
    {
        var least = things.Select(_ => double.PositiveInfinity).ToArray();
        for (var turn = 0; turn < turns; turn++)
        {
            for (var i = 0; i < least.Length; i++)
            {
                least[i] = Math.Min(least[i], things[i]());
            }
        }

        return least;
    }
}
