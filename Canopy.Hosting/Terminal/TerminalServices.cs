using Microsoft.Extensions.DependencyInjection;

namespace Canopy.Hosting.Terminal;

internal static class TerminalServices
{
    public static void AddTo(IServiceCollection services, TerminalMode mode)
    {
        services.AddSingleton(TimeProvider.System);
        switch (mode)
        {
            case TerminalMode.Live:
                services.AddHostedService<LiveTerminal>();
                break;
            case TerminalMode.Plain:
                services.AddHostedService<PlainTerminal>();
                break;
            default:
                break;
        }
    }
}
