using Canopy.Hosting.Parameters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Canopy.Hosting.Application;

/// <summary>Reads the AppHost's user secrets in every environment, and says where generated ones are kept.</summary>
internal static class UserSecrets
{
    public static SecretStore AddTo(ConfigurationManager configuration, AppHostInfo info, DataFolder dataFolder)
    {
        var path = info.UserSecretsId is { } id && !dataFolder.IsTemporary && configuration["Canopy:DataFolder"] is null && TryCreateFolder(PathHelper.GetSecretsPathFromSecretsId(id))
            ? PathHelper.GetSecretsPathFromSecretsId(id)
            : Path.Combine(dataFolder.Root, "secrets.json");
        if (File.Exists(path))
        {
            var source = new JsonConfigurationSource { Path = path, Optional = true };
            source.ResolveFileProvider();

            // Environment and command line come later and win.
            var sources = ((IConfigurationBuilder)configuration).Sources;
            var environment = sources.Select((s, i) => (s, i)).LastOrDefault(x => x.s is EnvironmentVariablesConfigurationSource);
            sources.Insert(environment.s is null ? sources.Count : environment.i, source);
        }

        return new SecretStore(path);
    }

    /// <summary>A service account may have no home to write to.</summary>
    private static bool TryCreateFolder(string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
