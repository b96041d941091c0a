using System.Text;
using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Canopy.Web.Backend;
using Canopy.Web.Control;
using Canopy.Web.Session;
using Canopy.Web.Status;
using Canopy.Web.Streaming;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Canopy.Web.Tests;

/// <summary>A replica with its sockets and its forwarding, over a store and commands that a test gives, on a port of its own.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Counters = new Counters(app.Services);
    }

    public Uri Address { get; }

    public Counters Counters { get; }

    public IRunCommands Commands => _app.Services.GetRequiredService<IRunCommands>();

    public static async Task<TestServer> StartAsync(
        IRunReader store, Action<StreamOptions>? stream = null, Action<RelayOptions>? relay = null, IRunCommands? commands = null, TimeProvider? time = null,
        params (string Key, string Value)[] settings)
    {
        // Development: open, unless the settings have a key.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
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
        builder.AddControl();
        builder.AddSystem();
        builder.AddSession();
        builder.AddBackend();
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

        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        if (commands is not null)
        {
            builder.Services.AddSingleton(commands);
        }

        var app = builder.Build();
        app.UseWebSockets();
        app.UseMiddleware<OriginCheck>();
        app.MapDefaultEndpoints();
        app.UseRateLimiter();
        app.MapSession();
        app.MapStreaming();
        app.MapControl();
        app.MapSystem();
        app.MapForwarding();
        await app.StartAsync();
        return new TestServer(app);
    }

    /// <summary>What a message on <c>/ws/control</c> is answered, however the socket ends.</summary>
    public Task<CommandResponse> AnswerAsync(string message, SocketEnd end)
        => _app.Services.GetRequiredService<ControlDispatcher>().AnswerAsync(Encoding.UTF8.GetBytes(message), end, CancellationToken.None);

    /// <summary>As SIGTERM does.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Counters.Dispose();
    }
}
