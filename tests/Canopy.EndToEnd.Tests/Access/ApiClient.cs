using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Access;

/// <summary>Somebody with a token, or without one.</summary>
internal sealed class ApiClient(string? token)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false });

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(string method, Uri address, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : default);
    }

    public async Task<int> StatusAsync(string method, Uri address, string? json = null) => (int)(await SendAsync(method, address, json)).Status;

    /// <summary>Opens a socket; the status of the answer when there is none.</summary>
    public async Task<(int Status, ClientWebSocket? Socket)> ConnectAsync(Uri server, string path)
    {
        var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        try
        {
            await socket.ConnectAsync(new Uri($"ws://{server.Authority}{path}"), CancellationToken.None);
            return (101, socket);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != default)
        {
            var status = (int)socket.HttpStatusCode;
            socket.Dispose();
            return (status, null);
        }
    }

    /// <summary>Sends a command and waits for its answer, past heartbeats and greetings.</summary>
    public static async Task<JsonElement> CommandAsync(ClientWebSocket socket, string json)
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        await socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        var buffer = new byte[1 << 20];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), limit.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            var message = JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, length));
            if (message.GetProperty("type").GetString() == "command_response")
            {
                return message.GetProperty("data");
            }
        }
    }
}
