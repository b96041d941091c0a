using System.Text.Json;
using System.Text.Json.Serialization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The file Properties/launchSettings.json of a project.</summary>
public sealed class LaunchSettings
{
    /// <summary>Profiles by name, in the order of the file.</summary>
    [JsonPropertyName("profiles")]
    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];
}

/// <summary>One way to start a project.</summary>
public sealed class LaunchProfile
{
    /// <summary>"Project" for those that can be used here.</summary>
    [JsonPropertyName("commandName")]
    public string? CommandName { get; set; }

    /// <summary>Arguments in one text.</summary>
    [JsonPropertyName("commandLineArgs")]
    public string? CommandLineArgs { get; set; }

    /// <summary>Whether `dotnet run` says what it does.</summary>
    [JsonPropertyName("dotnetRunMessages")]
    public bool? DotnetRunMessages { get; set; }

    /// <summary>Whether a browser is opened.</summary>
    [JsonPropertyName("launchBrowser")]
    public bool? LaunchBrowser { get; set; }

    /// <summary>What the browser opens.</summary>
    [JsonPropertyName("launchUrl")]
    public string? LaunchUrl { get; set; }

    /// <summary>URLs that callers use, separated by semicolons.</summary>
    [JsonPropertyName("applicationUrl")]
    public string? ApplicationUrl { get; set; }

    /// <summary>Environment variables.</summary>
    [JsonPropertyName("environmentVariables")]
    public Dictionary<string, string> EnvironmentVariables { get; set; } = [];
}

internal static class LaunchProfiles
{
    private static readonly JsonSerializerOptions Options = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The profile that counts: the one asked for, else the one named like the AppHost's own, else the first.</summary>
    public static (string Name, LaunchProfile Profile)? Choose(ProjectResource resource, IConfiguration configuration)
    {
        if (resource.HasAnnotationOfType<ExcludeLaunchProfileAnnotation>())
        {
            return null;
        }

        var profiles = Load(resource.GetProjectMetadata())?.Profiles ?? [];
        if (resource.TryGetLastAnnotation<LaunchProfileAnnotation>(out var asked))
        {
            return profiles.TryGetValue(asked.LaunchProfileName, out var found)
                ? (asked.LaunchProfileName, found)
                : throw new DistributedApplicationException($"Launch settings file of project '{resource.Name}' does not contain '{asked.LaunchProfileName}' profile.");
        }

        var usable = profiles.Where(p => p.Value.CommandName is null or "Project").ToArray();
        var own = configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"];
        var chosen = usable.FirstOrDefault(p => p.Key == own, usable.FirstOrDefault());
        return chosen.Value is null ? null : (chosen.Key, chosen.Value);
    }

    private static LaunchSettings? Load(IProjectMetadata project)
    {
        if (project.LaunchSettings is { } given)
        {
            return given;
        }

        var path = Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<LaunchSettings>(file, Options);
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"{path} is not valid JSON: {e.Message}", e);
        }
    }
}
