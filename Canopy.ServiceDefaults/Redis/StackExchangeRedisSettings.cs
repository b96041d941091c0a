namespace Aspire.StackExchange.Redis;

/// <summary>Settings of the Redis client: names and meaning are those of Aspire.StackExchange.Redis.</summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>Comma-separated, as StackExchange.Redis has it; redis://:password@host:port is read too.</summary>
    public string? ConnectionString { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }

    /// <summary>Connect at first use instead of at start.</summary>
    public bool DisableAutoActivation { get; set; }
}
