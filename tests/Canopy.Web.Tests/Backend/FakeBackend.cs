using System.Collections.Concurrent;
using Canopy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Canopy.Web.Tests.Backend;

/// <summary>A backend that answers what a test says, on a real port; it can stop and come back.</summary>
internal sealed class FakeBackend(RequestDelegate answer) : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private WebApplication? _app;

    public string Address => $"http://127.0.0.1:{_port}";

    public ConcurrentQueue<Received> Requests { get; } = new();

    public static async Task<FakeBackend> StartAsync(RequestDelegate answer)
    {
        var backend = new FakeBackend(answer);
        await backend.StartAsync();
        return backend;
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(Address);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            Requests.Enqueue(new Received(
                $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", headers, await reader.ReadToEndAsync()));
            await answer(context);
        });
        await _app.StartAsync();
    }

    public async Task StopAsync()
    {
        await _app!.DisposeAsync();
        _app = null;
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal sealed record Received(string Line, IReadOnlyDictionary<string, string> Headers, string Body);
}
