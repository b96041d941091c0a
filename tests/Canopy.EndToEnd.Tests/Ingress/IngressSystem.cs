using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Canopy.Contracts;
using Canopy.EndToEnd.Tests.Ingress;
using Canopy.Testing;

[assembly: AssemblyFixture(typeof(IngressSystem))]

namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>
/// Production on this machine: a backend, two web replicas as the cluster starts them, and nginx as the Ingress wants it.
/// Shared by the tests of this folder, each of which comes from addresses of its own.
/// </summary>
public sealed class IngressSystem : IAsyncLifetime
{
    /// <summary>Sockets that one address may have on a replica.</summary>
    internal const int SocketsPerAddress = 30;

    private const string Replica = "web-";
    private readonly SemaphoreSlim _starting = new(1, 1);
    private CanopySystem? _system;
    private NginxServer? _nginx;

    internal CanopySystem System => _system!;

    internal NginxServer Nginx => _nginx!;

    internal string OperatorToken { get; } = HandmadeToken.For("operator", "operator", IngressTimes.Limit + TimeSpan.FromHours(1));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await (_nginx?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_system?.DisposeAsync() ?? ValueTask.CompletedTask);
        _starting.Dispose();
    }

    /// <summary>Starts everything for the first test that wants it: a run of other tests shall not pay for it.</summary>
    internal async Task StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_nginx is null)
            {
                _system ??= await CanopySystem.StartRedisAsync();
                await _system.StartBackendAsync("backend", Production());
                await Task.WhenAll(StartWebAsync(1), StartWebAsync(2));
                _nginx = await NginxServer.StartAsync(await IngressObject.OfProductionAsync(), PortOf(1), PortOf(2));
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    internal Task StartWebAsync(int number) => StartWebAsync(Replica + number, IngressTimes.HeartbeatSeconds);

    internal Task StartWebAsync(string name, double heartbeatSeconds) => System.StartWebAsync(name, [
        .. Production(),
        ("WEBSOCKET_HEARTBEAT_INTERVAL", heartbeatSeconds.ToString(CultureInfo.InvariantCulture)),
        ("WEBSOCKET_MAX_CONNECTIONS_PER_ADDRESS", SocketsPerAddress.ToString(CultureInfo.InvariantCulture)),
        ("CANOPY_KNOWN_PROXIES", "127.0.0.1"),
        // As Aspire's manifests have it.
        ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"),
    ]);

    internal int PortOf(int number) => System.Address(Replica + number).Port;

    internal ManagedProcess Web(int number) => System.Program(Replica + number);

    /// <summary>The number of the replica that a line of nginx' log names last.</summary>
    internal int ReplicaOf(AccessLine line) => line.Upstreams.EndsWith($":{PortOf(1)}", StringComparison.Ordinal) ? 1
        : line.Upstreams.EndsWith($":{PortOf(2)}", StringComparison.Ordinal) ? 2
        : throw new InvalidOperationException($"{line} names no replica.");

    internal IngressClient Client(byte lastByte) => new(Nginx, lastByte, OperatorToken);

    /// <summary>How many sockets a replica serves; asked for behind nginx' back.</summary>
    internal async Task<int> SocketsOfAsync(int number)
    {
        using var http = new HttpClient();
        var health = await http.GetFromJsonAsync<JsonElement>(new Uri(System.Address(Replica + number), "/health"));
        return health.GetProperty("active_connections").GetInt32();
    }

    internal static async Task<RunDescription> CreateRunAsync(IngressClient client, CreateRun request)
    {
        using var response = await client.Http.PostAsJsonAsync("/v1/runs", request, ContractsJson.Default.CreateRun);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription))!;
    }

    private static (string, string?)[] Production() =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Production"),
        ("JWT_SECRET_KEY", HandmadeToken.Key),
    ];
}
