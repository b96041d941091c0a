using Canopy.Runs;
using Canopy.Runs.Commands;
using Canopy.ServiceDefaults.Shutdown;

namespace Canopy.Web.Demo;

/// <summary>Everything in this process: the store in memory, training for real, no Redis and no backend.</summary>
internal static class DemoServices
{
    public static IHostApplicationBuilder AddDemo(this IHostApplicationBuilder builder)
    {
        builder.Services.AddRunStoreInMemory().AddRunCommands().AddRunTraining();
        builder.Services.AddHostedService<DemoRun>();
        return builder;
    }

    /// <summary>From the first word of stopping: no new runs, no new commands, no claims.</summary>
    public static void CloseIntakeWhenDraining(this WebApplication app)
        => app.Services.GetRequiredService<IDrain>().Draining.Register(app.Services.GetRequiredService<RunIntake>().Close);
}
