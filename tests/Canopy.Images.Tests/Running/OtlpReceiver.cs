using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Canopy.Images.Tests.Running;

/// <summary>Keeps which program sent which signal by OTLP over HTTP.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _received = new(StringComparer.Ordinal);

    private OtlpReceiver(string[] services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            // Strings stand in protobuf as they are.
            foreach (var service in services.Where(name => body.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0))
            {
                _received[$"{service} {signal}"] = true;
            }
        });
    }

    public string Address => _app.Urls.Single();

    /// <summary>"SERVICE SIGNAL", each once, in order.</summary>
    public IReadOnlyList<string> Received => [.. _received.Keys.Order(StringComparer.Ordinal)];

    public static async Task<OtlpReceiver> StartAsync(params string[] services)
    {
        var receiver = new OtlpReceiver(services);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
