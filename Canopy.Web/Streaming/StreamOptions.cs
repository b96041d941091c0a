using System.ComponentModel.DataAnnotations;

namespace Canopy.Web.Streaming;

/// <summary>Connections of browsers: how many, how long, how large. Read from the configuration keys named at each property.</summary>
internal sealed class StreamOptions
{
    /// <summary><c>WEBSOCKET_HEARTBEAT_INTERVAL</c>: seconds between heartbeats. Range [0.1, 3600], default 30.</summary>
    [Range(0.1, 3600)]
    public double HeartbeatSeconds { get; set; } = 30;

    /// <summary><c>WEBSOCKET_MAX_CONNECTIONS</c>: sockets of both kinds that this process serves. Range [1, 100,000], default 500.</summary>
    [Range(1, 100_000)]
    public int MaxConnections { get; set; } = 500;

    /// <summary><c>WEBSOCKET_MAX_CONNECTIONS_PER_ADDRESS</c>: of them, from one address. Range [1, 100,000], default 200 (a class behind one router).</summary>
    [Range(1, 100_000)]
    public int MaxConnectionsPerAddress { get; set; } = 200;

    /// <summary><c>WEBSOCKET_IDLE_TIMEOUT</c>: seconds after which a control socket without a message is closed. Range [1, 86,400], default 3600.</summary>
    [Range(1, 86_400)]
    public double IdleSeconds { get; set; } = 3600;

    /// <summary><c>WEBSOCKET_ALLOWED_ORIGINS</c>: origins besides our own, separated by commas: <c>https://school.example</c>.</summary>
    public string AllowedOrigins { get; set; } = "";

    /// <summary>Bytes of one message on <c>/ws/training</c>.</summary>
    public int MaxTrainingMessage { get; set; } = 4096;

    /// <summary>Bytes of one message on <c>/ws/control</c>.</summary>
    public int MaxControlMessage { get; set; } = 65_536;

    /// <summary>Time for one message to leave; a client that takes longer is cut off. Default 30 s.</summary>
    public TimeSpan SendLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for the last words of a closing socket. Default 2 s.</summary>
    public TimeSpan CloseLimit { get; set; } = TimeSpan.FromSeconds(2);

    public TimeSpan Heartbeat => TimeSpan.FromSeconds(HeartbeatSeconds);

    public TimeSpan Idle => TimeSpan.FromSeconds(IdleSeconds);
}
