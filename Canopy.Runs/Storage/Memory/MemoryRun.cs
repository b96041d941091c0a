using Canopy.Contracts;

namespace Canopy.Runs.Storage.Memory;

/// <summary>One run in memory. Guarded by the store's lock.</summary>
internal sealed class MemoryRun
{
    private readonly List<LogEntry> _log = [];
    private readonly Dictionary<string, (string Json, DateTimeOffset Until)> _answers = new(StringComparer.Ordinal);
    private readonly Queue<string> _answerOrder = new();
    private long _unitsBytes;
    private long _commands;

    public Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, InboxItem> Inbox { get; } = new(StringComparer.Ordinal);

    public Dictionary<int, StoredCheckpoint> Units { get; } = [];

    public StoredCheckpoint? Checkpoint { get; private set; }

    public long Head { get; private set; }

    public string Fence => Fields.GetValueOrDefault(RunFields.Fence, "");

    public DateTimeOffset LeasedUntil { get; set; }

    public IReadOnlyList<LogEntry> Read(long after, int count)
    {
        var start = _log.Count == 0 ? 0 : (int)Math.Clamp(after + 1 - _log[0].Seq, 0, _log.Count);
        return _log.GetRange(start, Math.Min(count, _log.Count - start));
    }

    public void Post(RunCommand command)
    {
        if (!Inbox.ContainsKey(command.CommandId!))
        {
            Inbox.Add(command.CommandId!, new InboxItem(++_commands, command.CommandId!, command, TraceParent: TraceParent.Current));
        }
    }

    public int Format => Fields.TryGetValue(RunFields.Format, out var text) ? int.Parse(text) : RunFormat.Oldest;

    public int Threads => Fields.TryGetValue(RunFields.Threads, out var text) ? int.Parse(text) : 1;

    /// <summary>The fence whose owner has given its lease up: it is not prolonged any more.</summary>
    public string? Released { get; private set; }

    public void Release()
    {
        LeasedUntil = default;
        Released = Fence;
    }

    public string? AnswerTo(string commandId, DateTimeOffset now)
        => _answers.TryGetValue(commandId, out var answer) && answer.Until > now ? answer.Json : null;

    public void Answer(CommandAnswer answer, DateTimeOffset now)
    {
        if (_answers.TryAdd(answer.CommandId, (answer.Json, now + RunStorage.AnswersKept)))
        {
            _answerOrder.Enqueue(answer.CommandId);
        }

        while (_answerOrder.Count > RunStorage.MaxAnswers)
        {
            _answers.Remove(_answerOrder.Dequeue());
        }

        Inbox.Remove(answer.CommandId);
    }

    /// <summary>A new fence, with the next token.</summary>
    public Claim NewFence(string runId)
    {
        var token = Fields.TryGetValue(RunFields.Token, out var text) ? long.Parse(text) + 1 : 1;
        Fields[RunFields.Token] = token.ToString();
        Fields[RunFields.Fence] = $"{token}:{Guid.NewGuid():N}";
        return new Claim(runId, Fence, token, Threads);
    }

    public void Append(IReadOnlyList<LogEntry> entries, bool reset)
    {
        if (reset)
        {
            _log.Clear();
            Units.Clear();
            Checkpoint = null;
            _unitsBytes = 0;
        }

        _log.AddRange(entries);
        Head += entries.Count;
        Fields[RunFields.HeadSeq] = Head.ToString();
        Fields[RunFields.FirstSeq] = (_log.Count == 0 ? Head + 1 : _log[0].Seq).ToString();
    }

    public void Change(RunChanges changes)
    {
        foreach (var (name, value) in changes.Values)
        {
            Fields[name] = value;
        }
    }

    public void Keep(Commit commit, long maxUnitsBytes)
    {
        Checkpoint = commit.Checkpoint ?? Checkpoint;
        foreach (var unit in commit.Units)
        {
            if (_unitsBytes + unit.Bytes.Length <= maxUnitsBytes)
            {
                Units[unit.HiddenUnits] = unit;
                _unitsBytes += unit.Bytes.Length;
            }
        }
    }
}
