using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a probe decides.</summary>
[Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public enum ProbeType
{
    /// <summary>Whether the resource has started.</summary>
    Startup,

    /// <summary>Whether it should get requests.</summary>
    Readiness,

    /// <summary>Whether it must be started again.</summary>
    Liveness,
}

/// <summary>A question put to a resource at intervals.</summary>
[Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public abstract class ProbeAnnotation : IResourceAnnotation
{
    /// <summary>What the answer decides.</summary>
    public required ProbeType Type { get; init; }

    /// <summary>Seconds before the first question.</summary>
    public int InitialDelaySeconds { get; init; } = 5;

    /// <summary>Seconds between questions.</summary>
    public int PeriodSeconds { get; init; } = 5;

    /// <summary>Seconds to wait for an answer.</summary>
    public int TimeoutSeconds { get; set; } = 1;

    /// <summary>Bad answers in a row that count.</summary>
    public int FailureThreshold { get; init; } = 3;

    /// <summary>Good answers in a row that count.</summary>
    public int SuccessThreshold { get; init; } = 1;
}

/// <summary>A question put over HTTP.</summary>
[Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class EndpointProbeAnnotation : ProbeAnnotation
{
    /// <summary>The endpoint asked.</summary>
    public required EndpointReference EndpointReference { get; init; }

    /// <summary>The path asked.</summary>
    public required string Path { get; init; }
}
