using Canopy.CommandLine.Secrets.Cluster;

namespace Canopy.CommandLine.Secrets.Rotation;

/// <summary>
/// How far a rotation came, in the cluster: the Secret <c>canopy-rotation</c>, there from a rotation's first change to its last. It
/// is also the lock: only one can be there, and only who wrote it last can write it again.
/// </summary>
internal sealed class Journal
{
    public const string Name = "canopy-rotation";

    private const string Type = "canopy.dev/rotation";
    private const string NewKey = "new";
    private const string OldKey = "old";

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(15);

    /// <summary>After so long without a sign of life the one that did it is taken for dead.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(60);

    private readonly SecretStore _store;
    private readonly TimeProvider _time;
    private SecretObject _secret;
    private long _renewed;

    private Journal(SecretStore store, SecretObject secret, TimeProvider time)
    {
        (_store, _secret, _time) = (store, secret, time);
        _renewed = time.GetTimestamp();
    }

    /// <summary>The rotation's own name: what backups and restarts of it are marked with.</summary>
    public string Id => Text("id");

    public string Key => Text("key");

    /// <summary>Its plan: <see cref="Plans"/>.</summary>
    public string Plan => Text("plan");

    /// <summary>The step that is done or undone.</summary>
    public string Step => Text("step");

    public bool IsBack => Text("direction") == "back";

    public string NewValue => _secret.Value(NewKey) ?? "";

    public string OldValue => _secret.Value(OldKey) ?? "";

    public string Started => Text("started");

    public string HeldBy => Text("holder");

    /// <summary>Whether somebody seems to be at it now.</summary>
    public bool IsHeld => Holder.Parse(HeldBy)?.IsAlive
        ?? (SecretObject.Time(Text("renewed")) is { } renewed && _time.GetUtcNow() - renewed < Stale);

    /// <summary>The unfinished one; null where there is none.</summary>
    public static Journal? Find(IReadOnlyDictionary<string, SecretObject> secrets, SecretStore store, TimeProvider time)
        => secrets.TryGetValue(Name, out var secret) ? new Journal(store, secret, time) : null;

    public static bool IsThere(SecretStore store) => store.List().ContainsKey(Name);

    /// <summary>Begins one.</summary>
    /// <exception cref="KubectlException">Another began first.</exception>
    public static Journal Begin(string key, string plan, string firstStep, string newValue, string oldValue, SecretStore store, TimeProvider time)
    {
        var now = SecretObject.Stamp(time.GetUtcNow());
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Annotation("id")] = $"{now}-{key}-{Guid.NewGuid():N}",
            [Annotation("key")] = key,
            [Annotation("plan")] = plan,
            [Annotation("step")] = firstStep,
            [Annotation("direction")] = "forward",
            [Annotation("started")] = now,
            [Annotation("holder")] = Holder.Mine.ToString(),
            [Annotation("renewed")] = now,
        };
        return new Journal(store, store.Create(SecretObject.New(Name, [new(NewKey, newValue), new(OldKey, oldValue)], annotations, Type)), time);
    }

    /// <summary>Goes on with one that another run began.</summary>
    public void TakeOver(bool back) => Write(Step, back);

    /// <summary>Notes the step before it is done, or undone.</summary>
    public void Enter(string step, bool back) => Write(step, back);

    /// <summary>A sign of life, if the last one is some time ago.</summary>
    public void Renew()
    {
        if (_time.GetElapsedTime(_renewed) < RenewEvery)
        {
            return;
        }

        try
        {
            Write(Step, IsBack);
        }
        catch (KubectlException)
        {
            // The cluster did not answer for a moment; what waits may go on waiting.
        }
    }

    public void End() => _store.Delete(Name);

    private static string Annotation(string name) => $"rotation.canopy.dev/{name}";

    private string Text(string name) => _secret.Annotation(Annotation(name)) ?? "";

    /// <exception cref="LostRotationException">Another run has taken over.</exception>
    private void Write(string step, bool back)
    {
        // First: a command that waits renews, and renewing runs a command.
        _renewed = _time.GetTimestamp();
        try
        {
            _secret = _store.Patch(_secret, new Dictionary<string, string?>(), new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [Annotation("step")] = step,
                [Annotation("direction")] = back ? "back" : "forward",
                [Annotation("holder")] = Holder.Mine.ToString(),
                [Annotation("renewed")] = SecretObject.Stamp(_time.GetUtcNow()),
            });
        }
        catch (KubectlException exception) when (exception.IsConflict || exception.IsMissing)
        {
            throw new LostRotationException();
        }
    }
}

/// <summary>Another run of this program has taken the rotation over: this one must not change anything any more.</summary>
internal sealed class LostRotationException() : Exception("another run has taken this rotation over; nothing more was changed here");
