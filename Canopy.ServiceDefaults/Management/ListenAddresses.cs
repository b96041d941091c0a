using Microsoft.Extensions.Configuration;

namespace Canopy.ServiceDefaults.Management;

/// <summary>The addresses that the server takes from the configuration, as Kestrel chooses them.</summary>
internal static class ListenAddresses
{
    public static IReadOnlyList<string> Of(IConfiguration configuration)
    {
        var found = Split(configuration, "urls").ToList();
        if (found.Count == 0)
        {
            found.AddRange(Split(configuration, "http_ports").Select(port => $"http://*:{port}"));
            found.AddRange(Split(configuration, "https_ports").Select(port => $"https://*:{port}"));
        }

        return found.Count > 0 ? found : ["http://localhost:5000"];
    }

    private static string[] Split(IConfiguration configuration, string key)
        => configuration[key]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
