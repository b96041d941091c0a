using System.Reflection;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Canopy.Hosting.Application;

/// <summary>What the AppHost's assembly tells about itself.</summary>
internal sealed record AppHostInfo(string Name, string Directory, string? UserSecretsId)
{
    public static AppHostInfo Of(Assembly? assembly, string? projectDirectory)
    {
        var recorded = assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => string.Equals(a.Key, "apphostprojectpath", StringComparison.OrdinalIgnoreCase))?.Value;

        // The recorded folder is gone when the program was built on another machine.
        var directory = projectDirectory
            ?? (System.IO.Directory.Exists(recorded) ? recorded : null)
            ?? System.IO.Directory.GetCurrentDirectory();
        return new(
            assembly?.GetName().Name ?? "AppHost",
            Path.GetFullPath(directory),
            assembly?.GetCustomAttribute<UserSecretsIdAttribute>()?.UserSecretsId);
    }

    /// <summary>The application's name as people say it.</summary>
    public string DisplayName => Name.EndsWith(".AppHost", StringComparison.Ordinal) ? Name[..^".AppHost".Length] : Name;
}
