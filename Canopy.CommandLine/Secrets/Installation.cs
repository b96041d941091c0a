using System.Text.Json.Nodes;
using Canopy.CommandLine.Secrets.Cluster;
using Canopy.CommandLine.Secrets.Values;

namespace Canopy.CommandLine.Secrets;

/// <summary>Makes or replaces every Secret of the catalogue. When one fails, those before it are undone.</summary>
internal sealed class Installation(SecretStore store, string now)
{
    private readonly Backups _backups = new(store);

    /// <summary>What was done, a line for each Secret: <c>created: NAME (version 1)</c>.</summary>
    /// <exception cref="KubectlException">The cluster refused one; everything is as it was.</exception>
    public IReadOnlyList<string> Install(SecretCatalogue catalogue, IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, SecretObject> there)
    {
        var wanted = catalogue.Secrets.ToDictionary(s => s.Name, s => ValuesOf(s, values), StringComparer.Ordinal);

        var undo = new Stack<Action>();
        var reason = $"{now}-replace-{Guid.NewGuid():N}";
        var lines = new List<string>();
        try
        {
            // First all of them as a trial: most refusals are of the first one.
            store.Try(wanted.Where(w => !there.ContainsKey(w.Key)).Select(w => New(w.Key, w.Value)));
            foreach (var (name, data) in wanted)
            {
                lines.Add(there.TryGetValue(name, out var old) ? Replace(there, old, data, reason, undo) : Create(name, data, undo));
            }
        }
        catch (KubectlException exception)
        {
            Undo(undo, exception);
            throw new KubectlException($"{exception.Message}. Nothing was changed");
        }

        var existing = wanted.Keys.Where(there.ContainsKey).ToList();
        if (existing.Count > 0)
        {
            _backups.KeepOnly(existing, reason);
        }

        return lines;
    }

    private static Dictionary<string, string> ValuesOf(CataloguedSecret secret, IReadOnlyDictionary<string, string> values)
        => secret.Keys.Where(k => values.ContainsKey(k.Name)).ToDictionary(k => k.Name, k => values[k.Name], StringComparer.Ordinal);

    private JsonObject New(string name, Dictionary<string, string> data) => SecretObject.New(
        name,
        data,
        [
            new(SecretObject.VersionAnnotation, "1"),
            new(SecretObject.LastRotatedAnnotation, now),
            .. data.Keys.Select(key => KeyValuePair.Create(SecretObject.KeyRotatedPrefix + key, now)),
        ]);

    private string Create(string name, Dictionary<string, string> data, Stack<Action> undo)
    {
        // Before it is made: an answer that gets lost does not mean that it was not.
        undo.Push(() => store.Delete(name));
        store.Create(New(name, data));
        return $"created: {name} (version 1)";
    }

    private string Replace(IReadOnlyDictionary<string, SecretObject> there, SecretObject old, Dictionary<string, string> data, string reason, Stack<Action> undo)
    {
        var changes = old.Keys.Union(data.Keys, StringComparer.Ordinal)
            .Where(key => old.Value(key) != data.GetValueOrDefault(key))
            .ToDictionary(key => key, data.GetValueOrDefault, StringComparer.Ordinal);
        if (changes.Count == 0)
        {
            return $"unchanged: {old.Name} (version {old.Version})";
        }

        var annotations = changes.ToDictionary(c => SecretObject.KeyRotatedPrefix + c.Key, c => c.Value is null ? null : now, StringComparer.Ordinal);
        annotations[SecretObject.VersionAnnotation] = $"{old.Version + 1}";
        annotations[SecretObject.LastRotatedAnnotation] = now;
        undo.Push(() => Restore(old.Name, reason));
        _backups.Make(there, old.Name, reason);
        store.Patch(old, changes, annotations);
        return $"replaced: {old.Name} (version {old.Version + 1})";
    }

    private void Restore(string name, string reason)
    {
        var there = store.List();
        if (Backups.Of(there, name, reason) is { } copy && there.TryGetValue(name, out var secret))
        {
            _backups.Restore(secret, copy);
            store.Delete(copy.Name);
        }
    }

    private static void Undo(Stack<Action> undo, KubectlException cause)
    {
        try
        {
            while (undo.TryPop(out var action))
            {
                action();
            }
        }
        catch (KubectlException exception)
        {
            throw new KubectlException($"{cause.Message}. Undoing that failed too: {exception.Message}. See 'canopy secrets status', then 'canopy secrets create --replace'");
        }
    }
}
