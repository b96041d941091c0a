using Canopy.Runs;

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
}
