using System.ComponentModel.DataAnnotations;

namespace Canopy.Contracts;

/// <summary>First frame of a connection.</summary>
public sealed record ConnectionEstablished
{
    public required string ClientId { get; init; }

    /// <summary>Unix time in seconds.</summary>
    public required double ServerTime { get; init; }

    /// <summary>The server process; another one after a reconnect is no reason for concern.</summary>
    public required string ServerInstanceId { get; init; }
    public required string Version { get; init; }
    public required double HeartbeatSeconds { get; init; }
}

/// <summary>Second frame: the run as it stands; events after the client's last number follow.</summary>
public sealed record InitialStatus(RunDescription Run);

/// <summary>Heartbeat; a client may answer with <c>{"type":"pong"}</c>.</summary>
public sealed record Ping(double ServerTime);

/// <summary>Answer to a client's <c>{"type":"ping"}</c>.</summary>
public sealed record Pong(double ServerTime);

/// <summary>The server is about to close the socket with 1001: it stops, or the token of the one who opened the socket has expired.</summary>
/// <param name="Reason">A few words.</param>
/// <param name="RetryAfterSeconds">When to come back; at once may reach another replica.</param>
public sealed record ServerShutdown(string Reason, double RetryAfterSeconds);

/// <summary>A command on <c>/ws/control</c>.</summary>
public sealed record ControlMessage
{
    public required string RunId { get; init; }
    public required RunCommandKind Command { get; init; }
    public required string CommandId { get; init; }
    public ControlParameters? Params { get; init; }

    /// <summary>The trace in which the client sends it, as the W3C's header of this name has it; what is no such text counts for nothing.</summary>
    public string? Traceparent { get; init; }
}

/// <summary>Parameters of a command.</summary>
public sealed record ControlParameters
{
    [MayBeAbsent]
    public StepUnit Unit { get; init; }
    public System.Text.Json.Nodes.JsonObject? Options { get; init; }
    public double? Pace { get; init; }
}

/// <summary>Answer to a <see cref="ControlMessage"/>.</summary>
public sealed record CommandResponse
{
    public string? CommandId { get; init; }
    public string? Command { get; init; }

    /// <summary>accepted: handed over, not applied yet.</summary>
    [AllowedValues("success", "accepted", "error")]
    public required string Status { get; init; }

    /// <summary>The run afterwards.</summary>
    public RunDescription? Result { get; init; }
    public string? Error { get; init; }

    /// <summary>Of an error.</summary>
    [AllowedValues("unknown_command", "unknown_run", "illegal_move", "invalid_parameters", "malformed_message", "backend_unavailable",
        "unauthorized", "forbidden", "read_only", "newer_format", "internal_error")]
    public string? Code { get; init; }

    /// <summary>Field path → what is wrong with it.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
