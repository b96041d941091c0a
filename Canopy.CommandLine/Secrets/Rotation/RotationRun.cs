using Canopy.CommandLine.Secrets.Cluster;
using Canopy.CommandLine.Secrets.Values;

namespace Canopy.CommandLine.Secrets.Rotation;

/// <summary>One rotation's key, values and cluster, with the changes that its steps are made of. Each change can be made again.</summary>
internal sealed class RotationRun(Journal journal, SecretCatalogue catalogue, TargetCluster cluster, TimeProvider time)
{
    /// <summary>How long a token lives, and so how long the key that signed it must be accepted.</summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromHours(1);

    private List<CataloguedSecret>? _secrets;

    public Journal Journal => journal;

    public string Key => journal.Key;

    public string Previous => journal.Key + CataloguedKey.PreviousSuffix;

    public string New => journal.NewValue;

    public string Old => journal.OldValue;

    public TargetCluster Cluster => cluster;

    public string Now => SecretObject.Stamp(time.GetUtcNow());

    public string EndOfGrace => SecretObject.Stamp(time.GetUtcNow() + GracePeriod);

    /// <summary>Secrets that have the key and are in the cluster.</summary>
    public IReadOnlyList<CataloguedSecret> Secrets
    {
        get
        {
            if (_secrets is null)
            {
                var there = cluster.Store.List();
                _secrets = [.. catalogue.With(Key).Where(s => there.ContainsKey(s.Name))];
            }

            return _secrets;
        }
    }

    /// <summary>Whether the Secret is the Redis server's own.</summary>
    public static bool IsServers(CataloguedSecret secret) => secret.Workload.StartsWith("statefulset/", StringComparison.Ordinal);

    public void BackUp()
    {
        var secrets = cluster.Store.List();
        foreach (var secret in Secrets)
        {
            cluster.Backups.Make(secrets, secret.Name, journal.Id);
        }
    }

    /// <summary>Gives keys of some Secrets values, where they have not got them yet. A new value of the rotated key is a new version.</summary>
    public void Change(IEnumerable<CataloguedSecret> which, IReadOnlyDictionary<string, string?> values, IReadOnlyDictionary<string, string?>? annotations = null)
    {
        var secrets = cluster.Store.List();
        foreach (var secret in which)
        {
            var there = secrets.GetValueOrDefault(secret.Name) ?? throw new KubectlException($"the Secret {secret.Name} is gone");
            var changes = values.Where(v => secret.Has(v.Key) && there.Value(v.Key) != v.Value).ToDictionary(StringComparer.Ordinal);
            if (changes.Count == 0)
            {
                continue;
            }

            var noted = new Dictionary<string, string?>(annotations ?? new Dictionary<string, string?>(), StringComparer.Ordinal);
            if (changes.ContainsKey(Key))
            {
                noted[SecretObject.VersionAnnotation] = $"{there.Version + 1}";
                noted[SecretObject.LastRotatedAnnotation] = noted[SecretObject.KeyRotatedPrefix + Key] = Now;
            }

            cluster.Store.Patch(there, changes, noted);
        }
    }

    /// <summary>Gives keys of some Secrets back what they had before the rotation.</summary>
    public void Restore(IEnumerable<CataloguedSecret> which, params string[] keys)
    {
        var secrets = cluster.Store.List();
        foreach (var secret in which)
        {
            if (Backups.Of(secrets, secret.Name, journal.Id) is { } copy && secrets.TryGetValue(secret.Name, out var there))
            {
                cluster.Backups.Restore(there, copy, keys);
            }
        }
    }

    /// <summary>Replaces the pods of the programs that read the Secrets when they start, all at the same time, and waits until they are ready.</summary>
    public void Roll(IEnumerable<CataloguedSecret> which, string step)
    {
        var paths = Present(which);
        foreach (var path in paths)
        {
            cluster.Workloads.Restart(path, Reason(step));
        }

        paths.ForEach(cluster.Workloads.WaitReady);
    }

    /// <summary>The same for the way back, where the way forth came so far.</summary>
    public void RollBack(IEnumerable<CataloguedSecret> which, string step)
    {
        var paths = Present(which).Where(p => cluster.Workloads.Find(p)?.RestartedFor is { } reason && reason.StartsWith(Reason(step), StringComparison.Ordinal)).ToList();
        foreach (var path in paths)
        {
            cluster.Workloads.Restart(path, Reason(step) + "-back");
        }

        paths.ForEach(cluster.Workloads.WaitReady);
    }

    /// <summary>The rotation is over: one backup per Secret stays, and the journal goes.</summary>
    public void End(bool undone)
    {
        if (undone)
        {
            cluster.Backups.Drop(journal.Id);
        }
        else
        {
            cluster.Backups.KeepOnly([.. Secrets.Select(s => s.Name)], journal.Id);
        }

        journal.End();
    }

    private string Reason(string step) => $"{journal.Id}/{step}";

    private List<string> Present(IEnumerable<CataloguedSecret> which)
        => [.. which.Select(s => s.Workload).Distinct(StringComparer.Ordinal).Where(p => cluster.Workloads.Find(p) is not null)];
}
