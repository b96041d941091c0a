using System.Net;
using System.Net.Sockets;
using Canopy.Hosting.Processes;
using Canopy.Hosting.Proxy;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Proxy;

public sealed class TcpProxyTests
{
    [Fact]
    public async Task Connect_ProcessListens_BytesPassBothWays()
    {
        await using var proxy = TcpProxy.Listen(0);
        using var server = new EchoServer("a");
        proxy.Targets.Add().Up(server.Port);

        Assert.Equal("a:hello", await AskAsync(proxy.Port, IPAddress.Loopback, "hello"));
    }

    [Fact]
    public async Task Connect_ByIPv6_IsTheSame()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "no IPv6 here");
        await using var proxy = TcpProxy.Listen(0);
        using var server = new EchoServer("a");
        proxy.Targets.Add().Up(server.Port);

        Assert.Equal("a:hello", await AskAsync(proxy.Port, IPAddress.IPv6Loopback, "hello"));
    }

    [Fact]
    public async Task Connect_RestartUnderWay_IsHeldBackUntilItListens()
    {
        await using var proxy = TcpProxy.Listen(0);
        var target = proxy.Targets.Add();
        target.Hold();

        var asking = AskAsync(proxy.Port, IPAddress.Loopback, "hello");
        using var server = new EchoServer("a");
        Assert.False(asking.IsCompleted);
        target.Up(server.Port);

        Assert.Equal("a:hello", await asking);
    }

    [Fact]
    public async Task Connect_ProcessRunsButDoesNotListenYet_IsHeldBack()
    {
        await using var proxy = TcpProxy.Listen(0);
        var port = FreePorts.Next();
        proxy.Targets.Add().Up(port);
        var asking = AskAsync(proxy.Port, IPAddress.Loopback, "hello");
        using var server = new EchoServer("late", port);

        Assert.Equal("late:hello", await asking);
    }

    [Fact]
    public async Task Connect_NobodyIsStartingIt_IsClosedAtOnce()
    {
        await using var proxy = TcpProxy.Listen(0);
        proxy.Targets.Add().Down();

        Assert.Equal(string.Empty, await AskAsync(proxy.Port, IPAddress.Loopback, "hello"));
    }

    [Fact]
    public async Task Connect_HeldBackAndThenGivenUp_IsClosed()
    {
        await using var proxy = TcpProxy.Listen(0);
        var target = proxy.Targets.Add();
        target.Hold();

        var asking = AskAsync(proxy.Port, IPAddress.Loopback, "hello");
        target.Down();

        Assert.Equal(string.Empty, await asking);
    }

    [Fact]
    public async Task Connect_ThreeCopiesOneDead_LivingOnesShareTheCallers()
    {
        await using var proxy = TcpProxy.Listen(0);
        using var a = new EchoServer("a");
        using var b = new EchoServer("b");
        var dead = FreePorts.Next();
        foreach (var port in (int[])[a.Port, dead, b.Port])
        {
            proxy.Targets.Add().Up(port);
        }

        List<string> answers = [];
        for (var i = 0; i < 6; i++)
        {
            answers.Add(await AskAsync(proxy.Port, IPAddress.Loopback, "x"));
        }

        Assert.Equal(["a:x", "b:x"], answers.Distinct().Order());
        Assert.InRange(answers.Count(x => x == "a:x"), 2, 4);
    }

    [Fact]
    public async Task Relay_MegabytesBothWays_ArriveWhole()
    {
        await using var proxy = TcpProxy.Listen(0);
        using var server = new EchoServer(string.Empty);
        proxy.Targets.Add().Up(server.Port);
        var sent = new byte[8 * 1024 * 1024];
        new Random(1).NextBytes(sent);

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port, TestApp.Deadline);
        var stream = client.GetStream();
        var writing = Task.Run(async () =>
        {
            await stream.WriteAsync(sent, TestApp.Deadline);
            client.Client.Shutdown(SocketShutdown.Send);
        }, TestApp.Deadline);
        using var received = new MemoryStream();
        await stream.CopyToAsync(received, TestApp.Deadline);
        await writing;

        Assert.Equal(sent, received.ToArray());
    }

    [Fact]
    public async Task Relay_ProcessDies_CallerIsToldAtOnce()
    {
        await using var proxy = TcpProxy.Listen(0);
        var server = new EchoServer("a");
        proxy.Targets.Add().Up(server.Port);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port, TestApp.Deadline);
        var stream = client.GetStream();
        await stream.WriteAsync("x"u8.ToArray(), TestApp.Deadline);
        var buffer = new byte[16];
        await stream.ReadExactlyAsync(buffer.AsMemory(0, 3), TestApp.Deadline);

        server.Dispose();

        try
        {
            Assert.Equal(0, await stream.ReadAsync(buffer, Wait.Deadline(TimeSpan.FromSeconds(20))));
        }
        catch (IOException)
        {
            // A reset tells the same.
        }
    }

    [Fact]
    public void Listen_PortInUse_Throws()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();

        var failure = Assert.Throws<SocketException>(() => TcpProxy.Listen(((IPEndPoint)holder.LocalEndpoint).Port));

        Assert.Equal(SocketError.AddressAlreadyInUse, failure.SocketErrorCode);
    }

    private static async Task<string> AskAsync(int port, IPAddress address, string question)
    {
        using var client = new TcpClient(address.AddressFamily);
        await client.ConnectAsync(address, port, TestApp.Deadline);
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true };
        try
        {
            await writer.WriteAsync(question);
            client.Client.Shutdown(SocketShutdown.Send);
            return await reader.ReadToEndAsync(TestApp.Deadline);
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
