namespace Canopy.Runs.Training;

/// <summary>
/// How many bytes of mid-phase weights a log may hold: the first ten thousand samples or so are free, so that whoever watches a run
/// of usual length sees the boundary move ten times a second; a very long run gets a little per epoch
/// (docs/decisions/0001-log.md).
/// </summary>
internal static class SampleBudget
{
    private const long FreeBytes = 4 << 20;
    private const long BytesPerEpoch = 2;

    public static bool Allows(long sampleBytes, long epoch) => sampleBytes < FreeBytes + (BytesPerEpoch * epoch);
}
