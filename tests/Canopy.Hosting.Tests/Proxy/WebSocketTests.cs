using System.Net.WebSockets;
using System.Text;
using Aspire.Hosting.Testing;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Proxy;

public sealed class WebSocketTests
{
    [Fact]
    public async Task Echo_ThroughTheProxy_ComesBack()
    {
        var builder = TestApp.Create();
        builder.AddSample("service");
        await using var app = await builder.StartAsync();
        await app.UntilHealthyAsync("service");
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(app.GetEndpoint("service")) { Scheme = "ws", Path = "/echo" }.Uri, TestApp.Deadline);

        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, TestApp.Deadline);
        var buffer = new byte[64];
        var answer = await socket.ReceiveAsync(buffer, TestApp.Deadline);

        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, answer.Count));
    }
}
