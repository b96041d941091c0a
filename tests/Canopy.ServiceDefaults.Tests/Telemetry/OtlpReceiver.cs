using System.Collections.Concurrent;
using System.Text;
using Canopy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Canopy.ServiceDefaults.Tests.Telemetry;

/// <summary>Keeps what is sent to it by OTLP over HTTP.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Export> _exports = new();

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _exports.Enqueue(new Export(signal, request.ContentType, request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        });
    }

    public string Address => _app.Urls.First();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public IReadOnlyList<Export> Of(string signal) => [.. _exports.Where(e => e.Signal == signal)];

    public Task<Export> WaitForAsync(string signal, string text)
        => Until.NotNullAsync(
            () => Task.FromResult(Of(signal).FirstOrDefault(e => e.Contains(text))), $"{signal} with '{text}' arrive", TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>One request. Strings stand in protobuf as they are, so they can be looked for.</summary>
    internal sealed record Export(string Signal, string? ContentType, IReadOnlyDictionary<string, string> Headers, byte[] Body)
    {
        public bool Contains(string text) => Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    }
}
