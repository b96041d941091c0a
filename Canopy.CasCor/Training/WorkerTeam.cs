using System.Runtime.ExceptionServices;

namespace Canopy.CasCor.Training;

/// <summary>
/// Threads that stay for a trainer's life and share its epochs, each of which is too short to queue work for. A member
/// without work spins for a while, then sleeps until it is woken. The threads know nothing of the trainer between
/// epochs, so that a trainer that is dropped without being disposed is still collected, and takes its threads along.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly Board _board = new();

    public WorkerTeam(int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 2);

        Members = members;
        Threads = new Thread[members - 1];
        for (int i = 0; i < Threads.Length; i++)
        {
            var member = new Member(_board);
            Threads[i] = new Thread(member.Loop) { IsBackground = true, Name = "Canopy candidates" };
            Threads[i].Start();
        }
    }

#pragma warning disable MA0055 // The threads are held by the runtime: only a finalizer can end those of a dropped trainer.
    ~WorkerTeam() => _board.Stop();
#pragma warning restore MA0055

    /// <summary>Threads, the caller's included.</summary>
    public int Members { get; }

    /// <summary>The threads besides the caller's.</summary>
    internal Thread[] Threads { get; }

    /// <summary>
    /// Runs every part, some of them on this thread, and returns when all are done. Parts are claimed one by one: one whose
    /// member has not come yet, because its processor is busy with something else, is done here instead of waited for.
    /// </summary>
    public void Run(ITeamWork work)
    {
        int round = _board.Post(work, Members);
        _board.RunParts(round);
        _board.WaitForAll();
        _board.ThrowIfFailed();
        GC.KeepAlive(this);
    }

    public void Dispose()
    {
        _board.Stop();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the threads see.</summary>
    private sealed class Board
    {
        private readonly object _gate = new();
        private volatile ITeamWork? _work;
        private volatile bool _stopped;
        private volatile Exception? _failure;
        private int _parts;
        private int _round;
        private int _unfinished;
        private int _asleep;

        // The round, and below it the next part to be claimed: a member that comes late cannot claim one of another round.
        private long _ticket;

        /// <summary>Begins a round, and gives its number.</summary>
        public int Post(ITeamWork work, int parts)
        {
            int round = Volatile.Read(ref _round) + 1;
            _work = work;
            _parts = parts;
            Volatile.Write(ref _unfinished, parts);
            Volatile.Write(ref _ticket, (long)round << 32);
            NextRound();
            return round;
        }

        public void WaitForAll()
        {
            var spin = default(SpinWait);
            while (Volatile.Read(ref _unfinished) > 0)
                spin.SpinOnce(sleep1Threshold: -1);
            _work = null;
        }

        public void ThrowIfFailed()
        {
            if (_failure is not { } failure)
                return;

            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }

        public void Stop()
        {
            _stopped = true;
            NextRound();
        }

        /// <summary>Waits for a round after <paramref name="seen"/>; false when the team is stopped.</summary>
        public bool WaitForRound(ref int seen)
        {
            const int SpinsBeforeSleep = 200;
            for (int i = 0; i < SpinsBeforeSleep && Volatile.Read(ref _round) == seen; i++)
                Thread.SpinWait(20);

            if (Volatile.Read(ref _round) == seen)
                Sleep(seen);
            seen = Volatile.Read(ref _round);
            return !_stopped;
        }

        /// <summary>Runs parts of a round until none is left to claim.</summary>
        public void RunParts(int round)
        {
            while (TryClaim(round, out int part))
            {
                try
                {
                    _work!.Run(part, _parts);
                }
                catch (Exception failure)
                {
                    _failure = failure;
                }
                finally
                {
                    Interlocked.Decrement(ref _unfinished);
                }
            }
        }

        private bool TryClaim(int round, out int part)
        {
            while (true)
            {
                long ticket = Volatile.Read(ref _ticket);
                part = (int)ticket;
                if ((int)(ticket >> 32) != round || part >= _parts)
                    return false;
                if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) == ticket)
                    return true;
            }
        }

        private void NextRound()
        {
            // Full fences here and in Sleep: either we see the sleeper, or it sees the new round.
            Interlocked.Increment(ref _round);
            if (Volatile.Read(ref _asleep) == 0)
                return;

            lock (_gate)
                Monitor.PulseAll(_gate);
        }

        private void Sleep(int seen)
        {
            lock (_gate)
            {
                Interlocked.Increment(ref _asleep);
                while (Volatile.Read(ref _round) == seen)
                    Monitor.Wait(_gate);
                Interlocked.Decrement(ref _asleep);
            }
        }
    }

    private sealed class Member(Board board)
    {
        public void Loop()
        {
            int seen = 0;
            while (board.WaitForRound(ref seen))
                board.RunParts(seen);
        }
    }
}
