namespace Aspire.StackExchange.Redis;

/// <summary>Settings of the Redis client, from the section <c>Aspire:StackExchange:Redis</c>.</summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>Comma-separated, as StackExchange.Redis has it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>No health check <c>StackExchange.Redis</c>.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>No tracing of the source <c>OpenTelemetry.Instrumentation.StackExchangeRedis</c>.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>Connect at first use instead of at start.</summary>
    public bool DisableAutoActivation { get; set; }
}
