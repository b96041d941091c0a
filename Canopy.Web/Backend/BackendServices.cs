using Canopy.Runs.Commands;
using Canopy.ServiceDefaults.Health;

namespace Canopy.Web.Backend;

/// <summary>The backend as web needs it: commands, forwarding of writes, and whether it is there.</summary>
internal static class BackendServices
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    public static IHostApplicationBuilder AddBackend(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddSingleton<BackendAddress>();
        services.AddSingleton<BackendClient>();
        services.AddSingleton<Forwarder>();
        services.AddSingleton<IRunCommands, BackendRunCommands>();
        services.AddSingleton(BackendAddress.Find(builder.Configuration) is null ? ProgramMode.NoBackend : ProgramMode.CascorBackend);
        services.AddHttpClient(BackendClient.ClientName, client =>
        {
            client.BaseAddress = BackendAddress.Find(builder.Configuration);
            // BackendClient bounds the time.
            client.Timeout = Timeout.InfiniteTimeSpan;
        }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            // A pod that was killed answers nothing, not even no.
            ConnectTimeout = ConnectLimit,
            PooledConnectionLifetime = ConnectionLifetime,
        });
        services.AddHealthChecks().AddCheck<BackendCheck>("backend", tags: [HealthTags.Ready]);
        return builder;
    }
}
