using Canopy.Runs.Commands;
using Canopy.ServiceDefaults.Health;
using Canopy.Web.Backend.Retry;

namespace Canopy.Web.Backend;

/// <summary>The backend as web needs it: commands, forwarding of writes, and whether it is there.</summary>
internal static class BackendServices
{
    public static IHostApplicationBuilder AddBackend(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        builder.AddSettings<WriteRetryOptions>(WriteRetryOptions.Section);
        services.AddTransient<WriteRetryHandler>();
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
        }).ConfigurePrimaryHttpMessageHandler(BackendConnections.NewHandler)
            // Before the handlers that all clients have: discovery is among them.
            .ConfigureAdditionalHttpMessageHandlers((handlers, provider) => handlers.Insert(0, provider.GetRequiredService<WriteRetryHandler>()));
        services.AddHealthChecks().AddCheck<BackendCheck>("backend", tags: [HealthTags.Ready]);
        return builder;
    }
}
