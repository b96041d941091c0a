using System.ComponentModel.DataAnnotations;
using Canopy.ServiceDefaults.Settings;

namespace Canopy.Web.Streaming;

/// <summary>Sockets: how many, how long, how large.</summary>
internal sealed class StreamOptions
{
    /// <summary>Seconds between heartbeats. Range [0.1, 3600], default 30.</summary>
    [SettingKey("WEBSOCKET_HEARTBEAT_INTERVAL")]
    [Range(0.1, 3600)]
    public double HeartbeatSeconds { get; set; } = 30;

    /// <summary>Sockets of both kinds that this process serves. Range [1, 100,000], default 500.</summary>
    [SettingKey("WEBSOCKET_MAX_CONNECTIONS")]
    [Range(1, 100_000)]
    public int MaxConnections { get; set; } = 500;

    /// <summary>Of them, from one address. Range [1, 100,000], default 200 (a class behind one router).</summary>
    [SettingKey("WEBSOCKET_MAX_CONNECTIONS_PER_ADDRESS")]
    [Range(1, 100_000)]
    public int MaxConnectionsPerAddress { get; set; } = 200;

    /// <summary>Seconds after which a control socket without a message is closed. Range [1, 86,400], default 7200: an idle hour must not end it.</summary>
    [SettingKey("WEBSOCKET_IDLE_TIMEOUT")]
    [Range(1, 86_400)]
    public double IdleSeconds { get; set; } = 7200;

    /// <summary>Origins besides our own, separated by commas: <c>https://school.example</c>.</summary>
    [SettingKey("WEBSOCKET_ALLOWED_ORIGINS")]
    public string AllowedOrigins { get; set; } = "";

    /// <summary>Bytes of one message on <c>/ws/training</c>.</summary>
    [Range(128, 1_000_000)]
    public int MaxTrainingMessage { get; set; } = 4096;

    /// <summary>Bytes of one message on <c>/ws/control</c>.</summary>
    [Range(1024, 10_000_000)]
    public int MaxControlMessage { get; set; } = 65_536;

    /// <summary>Time for one message to leave; a client that takes longer is cut off. Default 30 s.</summary>
    [DurationRange("00:00:00.010", "00:10:00")]
    public TimeSpan SendLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for the last words of a closing socket. Default 2 s.</summary>
    [DurationRange("00:00:00.010", "00:00:05")]
    public TimeSpan CloseLimit { get; set; } = TimeSpan.FromSeconds(2);

    public TimeSpan Heartbeat => TimeSpan.FromSeconds(HeartbeatSeconds);

    public TimeSpan Idle => TimeSpan.FromSeconds(IdleSeconds);
}
