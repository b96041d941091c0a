using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Canopy.CommandLine.Tests.Secrets.Cluster;

/// <summary>
/// <c>kubectl exec</c> by the protocol v5.channel.k8s.io: the first byte of a message is its channel, 0 standard input, 1 output, 2
/// error, 3 how it ended; 255 closes the channel in its second byte. The command runs for real, in the container's environment.
/// </summary>
internal static class RemoteCommand
{
    private const string Protocol = "v5.channel.k8s.io";
    private const byte Output = 1;
    private const byte Error = 2;
    private const byte End = 3;
    private const byte Close = 255;

    public static async Task RunAsync(HttpContext context, CacheContainer container)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(Protocol);
        using var process = container.Start([.. context.Request.Query["command"].Select(c => c!)]);
        using var sending = new SemaphoreSlim(1);
        var input = context.Request.Query["stdin"] == "true" ? FeedAsync(socket, process) : Task.CompletedTask;
        await Task.WhenAll(
            DrainAsync(process.StandardOutput, Output, socket, sending),
            DrainAsync(process.StandardError, Error, socket, sending),
            process.WaitForExitAsync());
        await SendAsync(socket, sending, End, Encoding.UTF8.GetBytes(Status(process.ExitCode).ToJsonString()));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        await input;
    }

    private static JsonObject Status(int exitCode) => exitCode == 0
        ? new JsonObject { ["metadata"] = new JsonObject(), ["status"] = "Success" }
        : new JsonObject
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["reason"] = "NonZeroExitCode",
            ["message"] = $"command terminated with exit code {exitCode}",
            ["details"] = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ExitCode", ["message"] = $"{exitCode}" }) },
        };

    private static async Task FeedAsync(WebSocket socket, Process process)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } received)
            {
                if (received.Count > 0 && buffer[0] == 0)
                {
                    await process.StandardInput.BaseStream.WriteAsync(buffer.AsMemory(1, received.Count - 1));
                    await process.StandardInput.BaseStream.FlushAsync();
                }
                else if (received.Count > 1 && buffer[0] == Close)
                {
                    process.StandardInput.Close();
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException)
        {
            // The command, or the client, has ended.
        }
    }

    private static async Task DrainAsync(StreamReader from, byte channel, WebSocket socket, SemaphoreSlim sending)
    {
        var buffer = new byte[16 * 1024];
        while (await from.BaseStream.ReadAsync(buffer) is > 0 and var count)
        {
            await SendAsync(socket, sending, channel, buffer.AsMemory(0, count));
        }
    }

    private static async Task SendAsync(WebSocket socket, SemaphoreSlim sending, byte channel, ReadOnlyMemory<byte> content)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync((byte[])[channel, .. content.Span], WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }
}
