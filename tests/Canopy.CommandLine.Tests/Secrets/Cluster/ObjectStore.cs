using System.Globalization;
using System.Text.Json.Nodes;

namespace Canopy.CommandLine.Tests.Secrets.Cluster;

/// <summary>The objects of one namespace, with every change in order, as an API server keeps them.</summary>
internal sealed class ObjectStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<Change> _changes = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = 1;

    public IReadOnlyList<JsonObject> List(string resource)
    {
        lock (_lock)
        {
            return [.. _objects.Where(o => o.Key.StartsWith(resource + "/", StringComparison.Ordinal)).Select(o => Copy(o.Value))];
        }
    }

    public JsonObject? Find(string resource, string name)
    {
        lock (_lock)
        {
            return _objects.TryGetValue($"{resource}/{name}", out var found) ? Copy(found) : null;
        }
    }

    /// <summary>Null where one of that name is there.</summary>
    public JsonObject? Create(string resource, JsonObject item, bool isTrial = false)
    {
        lock (_lock)
        {
            var created = Copy(item);
            var metadata = created["metadata"]!.AsObject();
            if (_objects.ContainsKey(Id(resource, created)))
            {
                return null;
            }

            metadata["namespace"] = FakeCluster.Namespace;
            metadata["uid"] = Guid.NewGuid().ToString();
            metadata["generation"] = 1;
            metadata["creationTimestamp"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            return isTrial ? created : Put(resource, created, "ADDED");
        }
    }

    /// <summary>Changes one in place; null where <paramref name="expected"/> is another version than the one that is there.</summary>
    public JsonObject? Update(string resource, string name, string? expected, Action<JsonObject> change)
    {
        lock (_lock)
        {
            var item = Copy(_objects[$"{resource}/{name}"]);
            if (expected is not null && (string?)item["metadata"]!["resourceVersion"] != expected)
            {
                return null;
            }

            var spec = item["spec"]?.ToJsonString();
            change(item);
            if (item["spec"]?.ToJsonString() != spec)
            {
                item["metadata"]!["generation"] = item["metadata"]!["generation"]!.GetValue<int>() + 1;
            }

            return Put(resource, item, "MODIFIED");
        }
    }

    public void Delete(string resource, string name)
    {
        lock (_lock)
        {
            if (_objects.Remove($"{resource}/{name}", out var item))
            {
                Note(resource, item, "DELETED");
            }
        }
    }

    public long Version
    {
        get
        {
            lock (_lock)
            {
                return _version;
            }
        }
    }

    /// <summary>What changed after a version, and what completes at the next change.</summary>
    public (IReadOnlyList<Change> Changes, Task Next) Since(long version, string resource)
    {
        lock (_lock)
        {
            return ([.. _changes.Where(c => c.Version > version && c.Resource == resource)], _changed.Task);
        }
    }

    private static string Id(string resource, JsonObject item) => $"{resource}/{(string)item["metadata"]!["name"]!}";

    private static JsonObject Copy(JsonObject item) => item.DeepClone().AsObject();

    private JsonObject Put(string resource, JsonObject item, string type)
    {
        _objects[Id(resource, item)] = item;
        Note(resource, item, type);
        return Copy(item);
    }

    private void Note(string resource, JsonObject item, string type)
    {
        item["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        _changes.Add(new Change(_version, resource, type, Copy(item)));
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}

/// <summary>One change of one object.</summary>
internal sealed record Change(long Version, string Resource, string Type, JsonObject Item);
