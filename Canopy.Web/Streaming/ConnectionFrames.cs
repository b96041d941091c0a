using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Canopy.Contracts;

namespace Canopy.Web.Streaming;

/// <summary>Frames of one connection: they have no number and are in no log.</summary>
internal sealed class ConnectionFrames(TimeProvider time)
{
    /// <summary>Version of this program, without the commit: that is for /info.</summary>
    public static string Version { get; } =
        (typeof(ConnectionFrames).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    /// <summary>This process; another one after a restart.</summary>
    public string ServerInstanceId { get; } = $"{Environment.MachineName}-{Guid.NewGuid():N}"[..^24];

    public RelayFrame Established(string clientId, TimeSpan heartbeat) => Make(
        EventKind.ConnectionEstablished,
        new ConnectionEstablished
        {
            ClientId = clientId,
            ServerTime = Now,
            ServerInstanceId = ServerInstanceId,
            Version = Version,
            HeartbeatSeconds = heartbeat.TotalSeconds,
        },
        ContractsJson.Default.ConnectionEstablished);

    public RelayFrame InitialStatus(RunDescription run)
        => Make(EventKind.InitialStatus, new InitialStatus(run), ContractsJson.Default.InitialStatus);

    public RelayFrame Ping() => Make(EventKind.Ping, new Ping(Now), ContractsJson.Default.Ping);

    public RelayFrame Pong() => Make(EventKind.Pong, new Pong(Now), ContractsJson.Default.Pong);

    public RelayFrame Shutdown(string reason, double retryAfterSeconds)
        => Make(EventKind.ServerShutdown, new ServerShutdown(reason, retryAfterSeconds), ContractsJson.Default.ServerShutdown);

    private double Now => time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    private RelayFrame Make<T>(EventKind kind, T data, JsonTypeInfo<T> type)
        => new(LogEntry.Create(kind, seq: 0, step: 0, time.GetUtcNow(), data, type));
}
