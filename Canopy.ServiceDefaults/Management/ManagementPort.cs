using Canopy.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Canopy.ServiceDefaults.Management;

/// <summary>Who may see /metrics and /info: in production only those who can reach the management port.</summary>
internal sealed class ManagementPort(IOptions<ProgramSettings> settings, IHostEnvironment environment)
{
    public int? Number => settings.Value.ManagementPort;

    /// <summary>Whether /metrics and /info can be asked for at all.</summary>
    public bool IsUsed => Number is not null || environment.IsDevelopment();

    /// <summary>By the port that took the connection: a Host header proves nothing.</summary>
    public bool IsFor(HttpContext http) => Number is { } port && http.Connection.LocalPort == port;

    public bool Allows(HttpContext http) => environment.IsDevelopment() || IsFor(http);
}
