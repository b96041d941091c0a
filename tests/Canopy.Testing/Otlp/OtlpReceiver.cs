using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Canopy.Testing.Otlp;

/// <summary>Keeps what is sent to it by OTLP, over HTTP or by gRPC.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<OtlpExport> _exports = new();

    private OtlpReceiver()
    {
        var (http, grpc) = (FreePort.Next(), FreePort.Next());
        (Address, GrpcAddress) = ($"http://127.0.0.1:{http}", $"http://127.0.0.1:{grpc}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.ListenLocalhost(http);
            server.ListenLocalhost(grpc, listen => listen.Protocols = HttpProtocols.Http2);
        });
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", (string signal, HttpRequest request) => KeepAsync(signal, request, framing: 0));
        _app.MapPost("/opentelemetry.proto.collector.{signal}.v1.{service}/Export", async (string signal, HttpContext http) =>
        {
            // One byte and the length precede a message of gRPC; an empty one answers.
            await KeepAsync(signal == "trace" ? "traces" : signal, http.Request, framing: 5);
            http.Response.ContentType = "application/grpc";
            await http.Response.Body.WriteAsync(new byte[5]);
            http.Response.AppendTrailer("grpc-status", "0");
        });
    }

    /// <summary>For http/protobuf.</summary>
    public string Address { get; }

    public string GrpcAddress { get; }

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>What came of "traces", "metrics" or "logs".</summary>
    public IReadOnlyList<OtlpExport> Of(string signal) => [.. _exports.Where(e => e.Signal == signal)];

    /// <summary>Every span that came.</summary>
    public IReadOnlyList<OtlpSpan> Spans() => [.. Of("traces").SelectMany(e => OtlpSpan.ReadAll(e.Body))];

    public Task<OtlpExport> WaitForAsync(string signal, string text)
        => Until.NotNullAsync(
            () => Task.FromResult(Of(signal).FirstOrDefault(e => e.Contains(text))), $"{signal} with '{text}' arrive", TimeSpan.FromSeconds(60));

    /// <summary>The first span for which <paramref name="wanted"/> holds.</summary>
    public Task<OtlpSpan> WaitForSpanAsync(Func<OtlpSpan, bool> wanted, string what)
        => Until.NotNullAsync(() => Task.FromResult(Spans().FirstOrDefault(wanted)), $"a span arrives: {what}", TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task KeepAsync(string signal, HttpRequest request, int framing)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _exports.Enqueue(new OtlpExport(signal, request.ContentType, headers, body.ToArray()[framing..]));
    }
}

/// <summary>One request. Strings stand in protobuf as they are, so they can be looked for.</summary>
public sealed record OtlpExport(string Signal, string? ContentType, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public bool Contains(string text) => Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
