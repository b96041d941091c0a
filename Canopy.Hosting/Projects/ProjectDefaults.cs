using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Publishing;
using Microsoft.Extensions.Hosting;

namespace Canopy.Hosting.ProjectModel;

/// <summary>What every project gets: telemetry settings, endpoints and variables of its launch profile, the URLs to listen on.</summary>
internal static class ProjectDefaults
{
    public static IResourceBuilder<ProjectResource> Apply(IResourceBuilder<ProjectResource> project)
    {
        var builder = project.ApplicationBuilder;
        project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        if (builder.ExecutionContext.IsRunMode && builder.Environment.IsDevelopment())
        {
            // On the developer's own machine a query string in a trace is a help and not a leak.
            project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true");
            project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true");
        }

        project.WithOtlpExporter();
        if (builder.ExecutionContext.IsPublishMode)
        {
            return PublishedProject.Apply(project);
        }

        project.WithEnvironment("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true");
        project.WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "simple");

        var chosen = LaunchProfiles.Choose(project.Resource, builder.Configuration);
        if (chosen is { } withUrls)
        {
            AddEndpoints(project, withUrls.Profile.ApplicationUrl);
        }

        project.WithEnvironment(context => SetUrls(project.Resource, context));
        if (chosen is { } launch)
        {
            AddProfile(project, launch.Name, launch.Profile);
        }

        return project;
    }

    private static void AddEndpoints(IResourceBuilder<ProjectResource> project, string? applicationUrl)
    {
        foreach (var url in applicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            var address = new Uri(url.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal));
            var taken = project.Resource.GetEndpoint(address.Scheme).Exists;
            project.WithEndpoint(address.Port, scheme: address.Scheme, name: taken ? $"{address.Scheme}-{address.Port}" : address.Scheme);
        }
    }

    private static void AddProfile(IResourceBuilder<ProjectResource> project, string name, LaunchProfile profile)
    {
        project.WithEnvironment("DOTNET_LAUNCH_PROFILE", name);
        foreach (var (variable, value) in profile.EnvironmentVariables)
        {
            project.WithEnvironment(variable, value);
        }

        foreach (var argument in profile.CommandLineArgs?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            project.WithArgs(argument);
        }
    }

    private static void SetUrls(ProjectResource project, EnvironmentCallbackContext context)
    {
        var endpoints = project.GetEndpoints().Where(e => e.IsHttp || e.IsHttps).ToArray();
        if (endpoints.Length > 0)
        {
            context.EnvironmentVariables["ASPNETCORE_URLS"] = new InstanceUrls(endpoints);
        }
    }
}
