namespace Canopy.ServiceDefaults.Metrics;

/// <summary>Finds a series by the tags of a measurement without copying them.</summary>
internal sealed class TagSetComparer : IEqualityComparer<TagSet>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, TagSet>
{
    public static readonly TagSetComparer Instance = new();

    /// <summary>A value that can be kept: no objects that hold others alive.</summary>
    public static object? Plain(object? value)
        => value is null or string || (value.GetType() is { IsPrimitive: true }) ? value : value.ToString();

    public TagSet Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => TagSet.Copy(alternate);

    public bool Equals(TagSet? x, TagSet? y)
        => ReferenceEquals(x, y) || (x is not null && y is not null && Equals(x.Tags, y));

    public int GetHashCode(TagSet obj) => GetHashCode(obj.Tags);

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, TagSet other)
    {
        var tags = other.Tags;
        if (alternate.Length != tags.Length)
        {
            return false;
        }

        for (var i = 0; i < alternate.Length; i++)
        {
            // Nearly always at the same place.
            if (!Same(alternate[i], tags[i]) && !Contains(tags, alternate[i]))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
    {
        // A sum, so that order does not count.
        var hash = alternate.Length;
        foreach (var (key, value) in alternate)
        {
            hash += HashCode.Combine(key, Plain(value));
        }

        return hash;
    }

    private static bool Contains(ReadOnlySpan<KeyValuePair<string, object?>> tags, KeyValuePair<string, object?> wanted)
    {
        foreach (var tag in tags)
        {
            if (Same(tag, wanted))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(KeyValuePair<string, object?> a, KeyValuePair<string, object?> b)
        => a.Key == b.Key && Equals(Plain(a.Value), Plain(b.Value));
}
