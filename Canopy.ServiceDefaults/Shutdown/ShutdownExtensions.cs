using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Canopy.ServiceDefaults.Shutdown;

internal static class ShutdownExtensions
{
    public static void AddProgramLifetime(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<Drain>();
        services.AddSingleton<IDrain>(provider => provider.GetRequiredService<Drain>());
        services.AddSingleton<IHostLifetime, ProgramLifetime>();
        services.AddTransient<IStartupFilter, LastAnswers>();
        services.AddOptions<ShutdownTimes>().Configure<IConfiguration, IHostEnvironment>((times, configuration, environment) =>
            times.Notice = TimeSpan.FromSeconds(configuration.GetProgramSettings().ShutdownNoticeSeconds is { } given
                ? Math.Clamp(given, 0, ShutdownTimes.MaxNoticeSeconds)
                : environment.IsDevelopment() ? 0 : 1));
        services.AddOptions<HostOptions>().Configure<IOptions<ShutdownTimes>>((host, times) =>
            host.ShutdownTimeout = ShutdownTimes.All - times.Value.Notice - ShutdownTimes.Grace);
    }
}
