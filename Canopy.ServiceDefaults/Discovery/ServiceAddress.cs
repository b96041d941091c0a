using Microsoft.Extensions.Configuration;

namespace Canopy.ServiceDefaults.Discovery;

/// <summary>Finds where a service is, from what an AppHost or a ConfigMap says.</summary>
public static class ServiceAddress
{
    private const string BackendKey = "CASCOR_BACKEND_URL";

    /// <summary>
    /// All addresses of a service: CASCOR_BACKEND_URL for "backend", else services:NAME:SCHEME:0, :1 … (as WithReference
    /// injects them). Empty when it is not configured.
    /// </summary>
    public static IReadOnlyList<Uri> FindAll(IConfiguration configuration, string service, string scheme = "http")
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentException.ThrowIfNullOrWhiteSpace(service);
        if (service == "backend" && Parse(configuration[BackendKey]) is { } given)
        {
            return [given];
        }

        // https+http: the first that there is.
        return scheme.Split('+')
            .Select(s => configuration.GetSection($"services:{service}:{s}").GetChildren()
                .OrderBy(child => child.Key, ConfigurationKeyComparer.Instance)
                .Select(child => Parse(child.Value))
                .OfType<Uri>()
                .ToList())
            .FirstOrDefault(found => found.Count > 0) ?? [];
    }

    /// <summary>The first address of a service, or null.</summary>
    public static Uri? Find(IConfiguration configuration, string service, string scheme = "http")
        => FindAll(configuration, service, scheme) is [var first, ..] ? first : null;

    private static Uri? Parse(string? text)
        => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
}
