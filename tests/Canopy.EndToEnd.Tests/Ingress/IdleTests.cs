using Canopy.Contracts;

namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>K8S-30: a socket survives idle time by heartbeat. CANOPY_IDLE_MINUTES=2 takes the real times.</summary>
[Collection(nameof(Ingress))]
public sealed class IdleTests(IngressSystem ingress)
{
    private const byte Address = 10;

    [Fact]
    public async Task Sockets_WithoutAWordOfTheClient_SurviveByHeartbeatAndDieWithoutIt()
    {
        await ingress.StartAsync();
        await ingress.StartWebAsync("web-silent", heartbeatSeconds: 3600);
        var seconds = $"{IngressTimes.StrictSeconds}";
        var strict = ingress.Nginx.Ingress.With("proxy-read-timeout", seconds).With("proxy-send-timeout", seconds);
        await using var strictNginx = await NginxServer.StartAsync(strict, ingress.PortOf(1), ingress.PortOf(2));
        await using var silentNginx = await NginxServer.StartAsync(strict, ingress.System.Address("web-silent").Port);
        using var client = ingress.Client(Address);
        using var strictClient = new IngressClient(strictNginx, Address, ingress.OperatorToken);
        using var silentClient = new IngressClient(silentNginx, Address, ingress.OperatorToken);
        var run = await IngressSystem.CreateRunAsync(client, new CreateRun { Dataset = new DatasetSpec { Generator = "xor" }, Start = false });
        var training = $"/ws/training?run={run.Id}";

        IdleSocket[] alive = [
            await IdleSocket.OpenAsync(client, training), await IdleSocket.OpenAsync(client, "/ws/control"),
            await IdleSocket.OpenAsync(strictClient, training), await IdleSocket.OpenAsync(strictClient, "/ws/control")];
        IdleSocket[] silent = [await IdleSocket.OpenAsync(silentClient, training), await IdleSocket.OpenAsync(silentClient, "/ws/control")];
        try
        {
            await Task.WhenAll(alive.Select(s => s.HeartbeatsAsync(IngressTimes.Heartbeats)));
            await Task.WhenAll(silent.Select(s => s.EndAsync()));

            Assert.All(alive, s => Assert.True(s.IsOpen && s.Heartbeats >= IngressTimes.Heartbeats, $"ended after {s.Heartbeats} heartbeats; {ingress.System.Describe()}"));
            Assert.All(silent, s => Assert.True(s.WasCut && s.Heartbeats == 0, "ended otherwise than by the proxy"));
        }
        finally
        {
            foreach (var socket in (IdleSocket[])[.. alive, .. silent])
            {
                await socket.DisposeAsync();
            }
        }
    }
}
