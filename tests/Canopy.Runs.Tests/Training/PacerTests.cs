using Canopy.Runs.Training;

namespace Canopy.Runs.Tests.Training;

public sealed class PacerTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void UntilDue_AsFastAsPossible_IsZero()
    {
        var pacer = new Pacer(_time);
        pacer.Begin();

        Assert.Equal(TimeSpan.Zero, pacer.UntilDue);
    }

    [Fact]
    public void UntilDue_TenEpochsASecond_IsATenthAfterEach()
    {
        var pacer = new Pacer(_time) { EpochsPerSecond = 10 };
        Assert.Equal(TimeSpan.Zero, pacer.UntilDue);
        pacer.Begin();

        Assert.Equal(TimeSpan.FromSeconds(0.1), pacer.UntilDue);
        _time.Advance(TimeSpan.FromSeconds(0.04));
        Assert.Equal(TimeSpan.FromSeconds(0.06), pacer.UntilDue);
    }

    [Fact]
    public void UntilDue_SmallDelay_IsMadeUpFor()
    {
        var pacer = new Pacer(_time) { EpochsPerSecond = 100 };
        pacer.Begin();
        _time.Advance(TimeSpan.FromSeconds(0.025));

        var epochs = Count(pacer);

        Assert.Equal(2, epochs);
    }

    [Fact]
    public void UntilDue_LongDelay_IsNotMadeUpFor()
    {
        var pacer = new Pacer(_time) { EpochsPerSecond = 100 };
        pacer.Begin();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.InRange(Count(pacer), 1, 11);
    }

    private static int Count(Pacer pacer)
    {
        var epochs = 0;
        while (pacer.UntilDue <= TimeSpan.Zero)
        {
            pacer.Begin();
            epochs++;
        }

        return epochs;
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks = 1_000_000_000;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
