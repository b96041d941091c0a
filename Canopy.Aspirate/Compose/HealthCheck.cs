using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Compose;

/// <summary>How a container can be asked how it is. A manifest does not tell, so this is known for Redis only, by its scheme.</summary>
/// <remarks>Images of .NET programs have no shell and no curl to ask with.</remarks>
internal static class HealthCheck
{
    private const string PasswordVariable = "REDIS_PASSWORD";

    /// <summary>Lines of the check; null where none is known.</summary>
    public static string? Of(ManifestResource resource)
    {
        if (!resource.Bindings.Any(b => b.Scheme == "redis"))
        {
            return null;
        }

        // -e, because an error answer to a ping is no success either.
        var password = resource.Env.Any(v => v.Key == PasswordVariable) ? $"REDISCLI_AUTH=\"$${PasswordVariable}\" " : string.Empty;
        return $"""
                healthcheck:
                  test:
                    - CMD-SHELL
                    - {Yaml.Quoted($"{password}redis-cli -e ping")}
                  interval: 5s
                  timeout: 3s
                  retries: 12

            """;
    }
}
