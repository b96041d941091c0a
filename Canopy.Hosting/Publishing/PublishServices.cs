using Microsoft.Extensions.DependencyInjection;

namespace Canopy.Hosting.Publishing;

internal static class PublishServices
{
    public static void AddTo(IServiceCollection services, PublishRequest request)
    {
        services.AddSingleton(request);
        services.AddSingleton<ManifestWriter>();
        services.AddHostedService<PublishService>();
    }
}
