using System.Collections;

namespace Canopy.Kubernetes.Yaml;

/// <summary>A mapping with its keys in the order in which they were set. A key whose value is null is left out.</summary>
internal sealed class YamlMap : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _entries = [];

    public int Count => _entries.Count;

    public object? this[string key]
    {
        get => _entries.Find(e => e.Key == key).Value;
        set
        {
            var index = _entries.FindIndex(e => e.Key == key);
            if (value is null)
            {
                if (index >= 0)
                {
                    _entries.RemoveAt(index);
                }

                return;
            }

            var entry = KeyValuePair.Create<string, object?>(key, value);
            if (index >= 0)
            {
                _entries[index] = entry;
            }
            else
            {
                _entries.Add(entry);
            }
        }
    }

    public YamlMap Map(string key) => (YamlMap)this[key]!;

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A sequence.</summary>
internal sealed class YamlList : List<object?>
{
    public static YamlList Of<T>(IEnumerable<T> items)
    {
        var list = new YamlList();
        list.AddRange(items.Cast<object?>());
        return list;
    }
}

/// <summary>A value with a line for the reader above it.</summary>
internal sealed record Noted(string Note, object? Value);

/// <summary>Written as null: a patch takes the key away.</summary>
internal sealed class Removed
{
    public static readonly Removed Key = new();

    private Removed()
    {
    }
}
