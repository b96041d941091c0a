namespace Canopy.ServiceDefaults.Metrics;

/// <summary>The tags of one series, kept; their order does not count.</summary>
internal sealed class TagSet(KeyValuePair<string, object?>[] tags)
{
    public static readonly TagSet Overflow = new([KeyValuePair.Create("otel.metric.overflow", (object?)true)]);

    public ReadOnlySpan<KeyValuePair<string, object?>> Tags => tags;

    public static TagSet Copy(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var copy = new KeyValuePair<string, object?>[tags.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            copy[i] = KeyValuePair.Create(tags[i].Key, TagSetComparer.Plain(tags[i].Value));
        }

        return new TagSet(copy);
    }
}
