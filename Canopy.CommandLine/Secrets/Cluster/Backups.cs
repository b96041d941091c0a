using System.Globalization;

namespace Canopy.CommandLine.Secrets.Cluster;

/// <summary>Copies of Secrets as they were before a change: immutable Secrets <c>NAME-backup-VERSION</c>; one per Secret is kept.</summary>
internal sealed class Backups(SecretStore store)
{
    private const string ReasonAnnotation = "canopy.dev/backup-for";
    private const string OurAnnotations = "canopy.dev/";

    /// <summary>Copies a Secret, once per reason.</summary>
    /// <param name="there">All Secrets as they are before the change.</param>
    /// <param name="name">Which one.</param>
    /// <param name="reason">The change: what <see cref="Of"/> finds the copy by.</param>
    public void Make(IReadOnlyDictionary<string, SecretObject> there, string name, string reason)
    {
        if (Of(there, name, reason) is not null)
        {
            return;
        }

        var secret = there[name];
        var copyName = string.Create(CultureInfo.InvariantCulture, $"{name}-backup-{secret.Version}");
        var copy = SecretObject.New(copyName, [], [.. secret.Annotations.Where(a => a.Key.Contains(OurAnnotations, StringComparison.Ordinal)), new(ReasonAnnotation, reason)]);
        copy["metadata"]!["labels"]![SecretObject.BackupOfLabel] = name;
        copy["data"] = secret.Data.DeepClone();
        copy["immutable"] = true;

        // One of an earlier change that was rolled back may be there: what it was is what is there now.
        if (there.ContainsKey(copyName))
        {
            store.Delete(copyName);
        }

        store.Create(copy);
    }

    /// <summary>The copy made for a reason; null where there is none.</summary>
    public static SecretObject? Of(IReadOnlyDictionary<string, SecretObject> there, string name, string reason)
        => there.Values.FirstOrDefault(s => s.BackupOf == name && s.Annotation(ReasonAnnotation) == reason);

    /// <summary>Deletes the copies of these Secrets but those made for a reason.</summary>
    public void KeepOnly(IReadOnlyCollection<string> names, string reason)
        => Delete(s => s.BackupOf is { } name && names.Contains(name) && s.Annotation(ReasonAnnotation) != reason);

    /// <summary>Deletes what was copied for a change that was undone.</summary>
    public void Drop(string reason) => Delete(s => s.BackupOf is not null && s.Annotation(ReasonAnnotation) == reason);

    /// <summary>Gives a Secret back what the copy has: all of it, or some keys with what is said of them.</summary>
    /// <param name="secret">As it is.</param>
    /// <param name="copy">As it was.</param>
    /// <param name="keys">Null for all.</param>
    public void Restore(SecretObject secret, SecretObject copy, IReadOnlyCollection<string>? keys = null)
    {
        var isWanted = (string key) => keys is null || keys.Contains(key);
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var key in secret.Keys.Union(copy.Keys, StringComparer.Ordinal).Where(isWanted).Where(key => secret.Value(key) != copy.Value(key)))
        {
            values[key] = copy.Value(key);
        }

        var annotations = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var name in secret.Annotations.Concat(copy.Annotations).Select(a => a.Key).Distinct(StringComparer.Ordinal)
            .Where(name => name.Contains(OurAnnotations, StringComparison.Ordinal) && name != ReasonAnnotation)
            .Where(name => name.StartsWith(OurAnnotations, StringComparison.Ordinal) || isWanted(name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]))
            .Where(name => secret.Annotation(name) != copy.Annotation(name)))
        {
            annotations[name] = copy.Annotation(name);
        }

        if (values.Count + annotations.Count > 0)
        {
            store.Patch(secret, values, annotations);
        }
    }

    private void Delete(Func<SecretObject, bool> which)
    {
        foreach (var secret in store.List().Values.Where(which))
        {
            store.Delete(secret.Name);
        }
    }
}
