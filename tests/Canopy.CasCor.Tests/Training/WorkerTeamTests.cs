using System.Runtime.CompilerServices;
using Canopy.CasCor.Training;

namespace Canopy.CasCor.Tests.Training;

public sealed class WorkerTeamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Run_ManyRounds_RunsEachPartOnce(int members)
    {
        using var team = new WorkerTeam(members);
        var counter = new Counter(members);
        for (int round = 1; round <= 500; round++)
        {
            team.Run(counter);
            Assert.All(counter.Runs, runs => Assert.Equal(round, runs));
        }
    }

    [Fact]
    public async Task Run_AfterMembersFellAsleep_WakesThem()
    {
        using var team = new WorkerTeam(3);
        for (int round = 1; round <= 5; round++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);

            // Each part waits for the others: only three threads can do it.
            using var meeting = new Meeting(3);
            team.Run(meeting);
            Assert.True(meeting.AllCame);
        }
    }

    [Fact]
    public void Run_MembersThatDoNotCome_LeaveTheirPartsToTheCaller()
    {
        var team = new WorkerTeam(4);
        team.Dispose();
        Assert.All(team.Threads, t => Assert.True(t.Join(Patience)));
        var counter = new Counter(4);

        team.Run(counter);

        Assert.Equal([1, 1, 1, 1], counter.Runs);
    }

    [Fact]
    public void Run_PartThatThrows_IsReportedToTheCaller()
    {
        using var team = new WorkerTeam(2);

        Assert.Throws<InvalidOperationException>(() => team.Run(new Failing()));
        team.Run(new Counter(2));
    }

    [Fact]
    public void Dispose_Team_EndsItsThreads()
    {
        var team = new WorkerTeam(3);
        Thread[] threads = [.. team.Threads];
        team.Run(new Counter(3));

        team.Dispose();

        Assert.All(threads, t => Assert.True(t.Join(Patience)));
    }

    [Fact]
    public void Trainer_DroppedWithoutDispose_IsCollectedAndItsThreadsEnd()
    {
        (WeakReference trainer, Thread[] threads) = TrainAndDrop();

        for (int i = 0; i < 100 && trainer.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(trainer.IsAlive);
        Assert.All(threads, t => Assert.True(t.Join(Patience)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Trainer, Thread[] Threads) TrainAndDrop()
    {
        var trainer = new Trainer(Problems.Parity(10), TrainingPresets.Parity with { PoolSize = 32, Threads = 3 }, seed: 1);
        while (trainer.Phase is not TrainingPhase.Candidate)
            trainer.TrainEpoch();
        trainer.TrainEpoch();
        return (new WeakReference(trainer), [.. trainer.Team!.Threads]);
    }

    private sealed class Counter(int members) : ITeamWork
    {
        public int[] Runs { get; } = new int[members];

        public void Run(int part, int parts)
        {
            Assert.Equal(members, parts);
            Runs[part]++;
        }
    }

    private sealed class Meeting(int members) : ITeamWork, IDisposable
    {
        private readonly Barrier _barrier = new(members);
        private int _came;

        public bool AllCame => _came == members;

        public void Run(int part, int parts)
        {
            if (_barrier.SignalAndWait(Patience))
                Interlocked.Increment(ref _came);
        }

        public void Dispose() => _barrier.Dispose();
    }

    private sealed class Failing : ITeamWork
    {
        public void Run(int part, int parts)
        {
            if (part == 1)
                throw new InvalidOperationException("Part 1 fails.");
        }
    }
}
