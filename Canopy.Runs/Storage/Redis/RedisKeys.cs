using StackExchange.Redis;

namespace Canopy.Runs.Storage.Redis;

/// <summary>Names of everything that Canopy keeps in Redis. One Redis (or a primary with replicas), not a cluster: a commit spans keys.</summary>
internal static class RedisKeys
{
    /// <summary>Sorted set of all ids, by name.</summary>
    public static readonly RedisKey Runs = "canopy:runs";

    /// <summary>Sorted set of started runs, by the order in which they joined.</summary>
    public static readonly RedisKey Active = "canopy:active";

    public static readonly RedisKey ActiveCounter = "canopy:active:counter";

    /// <summary>Channel: a run has a command waiting, joins the queue, loses its owner or is deleted.</summary>
    public const string Wake = "canopy:wake";

    /// <summary>Channel: the id of a command that got its answer.</summary>
    public const string Answered = "canopy:answers";

    /// <summary>Channel: a run's newest number.</summary>
    public static string Head(string runId) => "canopy:head:" + Checked(runId);

    /// <summary>Hash of a run's record (<see cref="RunFields"/>).</summary>
    public static RedisKey Run(string runId) => "canopy:run:" + Checked(runId);

    /// <summary>Stream of log entries: id SEQ-0, field f = the frame.</summary>
    public static RedisKey Log(string runId) => Part(runId, "log");

    /// <summary>The owner's fence, while it gives signs of life.</summary>
    public static RedisKey Lease(string runId) => Part(runId, "lease");

    /// <summary>Hash of waiting commands: id → ORDER|JSON.</summary>
    public static RedisKey Inbox(string runId) => Part(runId, "inbox");

    /// <summary>Hash of answers by command id, and the list of ids in the order in which they were answered.</summary>
    public static RedisKey Answers(string runId) => Part(runId, "answers");

    public static RedisKey AnswerOrder(string runId) => Part(runId, "answers:order");

    /// <summary>The newest checkpoint (<see cref="RedisCheckpoint"/>).</summary>
    public static RedisKey Checkpoint(string runId) => Part(runId, "checkpoint");

    /// <summary>Hash of the checkpoints at installed units: number of units → checkpoint.</summary>
    public static RedisKey Units(string runId) => Part(runId, "units");

    /// <summary>Hash of a data set's description and values, and the set of runs that use it.</summary>
    public static RedisKey Data(string hash) => "canopy:data:" + hash;

    public static RedisKey DataRuns(string hash) => "canopy:data:" + hash + ":runs";

    /// <summary>What an idempotency key has made: the run's id and the request's hash, with a space between. It ends by itself.</summary>
    public static RedisKey Creation(string hash) => "canopy:creation:" + hash;

    private static RedisKey Part(string runId, string part) => "canopy:run:" + Checked(runId) + ":" + part;

    /// <summary>The last line: what a door let through must not name another key.</summary>
    private static string Checked(string runId)
        => RunId.IsPossible(runId) ? runId : throw new ArgumentException("This is no id of a run.", nameof(runId));
}
