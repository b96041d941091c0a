using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Redis;

/// <summary>When Redis writes a snapshot.</summary>
internal sealed record RedisPersistence(TimeSpan Interval, long KeysChanged) : IResourceAnnotation;
