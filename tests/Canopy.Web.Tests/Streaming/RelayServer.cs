using Canopy.Runs.Storage;
using Canopy.Web.Streaming;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Canopy.Web.Tests.Streaming;

/// <summary>A replica with nothing but the stream, on a port of its own.</summary>
internal sealed class RelayServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RelayServer(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Counters = new Counters(app.Services);
    }

    public Uri Address { get; }

    public Counters Counters { get; }

    public static async Task<RelayServer> StartAsync(
        IRunReader store, Action<StreamOptions>? stream = null, Action<RelayOptions>? relay = null, Action<WebApplicationBuilder>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.UseSockets(o => o.CreateBoundListenSocket = endpoint =>
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.SendBufferSize = 16_384;
            return socket;
        });
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        builder.AddStreaming();
        builder.Services.AddSingleton(store);
        builder.Services.Configure<RelayOptions>(o =>
        {
            o.PollPeriod = TimeSpan.FromMilliseconds(50);
            relay?.Invoke(o);
        });
        if (stream is not null)
        {
            builder.Services.Configure(stream);
        }

        more?.Invoke(builder);
        var app = builder.Build();
        app.UseWebSockets();
        app.MapStreaming();
        await app.StartAsync();
        return new RelayServer(app);
    }

    /// <summary>As SIGTERM does.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Counters.Dispose();
    }
}
