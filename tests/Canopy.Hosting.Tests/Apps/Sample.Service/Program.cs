using System.Collections;
using System.Diagnostics;
using System.Globalization;
using Sample.Service;

// A service that can be told to be slow, unwell or broken.
var settings = Settings.FromEnvironment();
if (settings.ExitAtStart is { } code)
{
    await Console.Error.WriteLineAsync("There is nothing to serve.");
    return code;
}

if (settings.Grandchild)
{
    Process.Start("sleep", "3600");
}

await Task.Delay(settings.StartDelay);
var readyAt = Environment.TickCount64 + (long)settings.ReadyAfter.TotalMilliseconds;
var ready = true;

var app = WebApplication.CreateBuilder(args).Build();
app.UseWebSockets();
app.MapGet("/", () => Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
app.MapGet("/readyz", () => ready && Environment.TickCount64 >= readyAt ? Results.Ok() : Results.StatusCode(503));
app.MapGet("/env", () => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value, StringComparer.Ordinal));
app.MapGet("/cwd", () => Environment.CurrentDirectory);
app.MapPost("/ready/{value:bool}", (bool value) => ready = value);
app.MapPost("/warn", () => Log.SomethingToSay(app.Logger));
app.MapPost("/crash", () => new Thread(() => throw new InvalidOperationException("The sample was asked to crash.")).Start());
app.Map("/echo", async context =>
{
    using var socket = await context.WebSockets.AcceptWebSocketAsync();
    var buffer = new byte[4096];
    while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { CloseStatus: null } message)
    {
        await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
    }
});
await app.RunAsync();
return 0;
