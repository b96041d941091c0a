using Canopy.ServiceDefaults.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Management;

internal static class ManagementExtensions
{
    public static void AddManagementPort(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ManagementPort>();
        builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ManagementAddress>(
            provider, provider.GetService<IServer>() is { } server ? [server] : []));
        builder.Services.AddTransient<IStartupFilter, OnlyProbesThere>();
    }

    /// <summary>An endpoint that is not there for those who did not come by the management port.</summary>
    public static TBuilder OnManagementPort<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
        => endpoint.AddEndpointFilter<TBuilder, ManagementFilter>();

    private sealed class ManagementFilter(ManagementPort port) : IEndpointFilter
    {
        public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
            => port.Allows(context.HttpContext) ? next(context) : ValueTask.FromResult<object?>(TypedResults.NotFound());
    }

    /// <summary>Whoever reaches the management port reaches nothing else by it.</summary>
    private sealed class OnlyProbesThere(ManagementPort port) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            if (port.Number is not null)
            {
                app.Use((http, continuation) =>
                {
                    if (!port.IsFor(http) || ProbeEndpoint.Matches(http.Request.Path.Value))
                    {
                        return continuation(http);
                    }

                    http.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                });
            }

            next(app);
        };
    }
}
