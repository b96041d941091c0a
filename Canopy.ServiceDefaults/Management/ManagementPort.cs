using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Management;

/// <summary>Who may see /metrics and /info: in production only those who can reach the management port.</summary>
internal sealed class ManagementPort(IConfiguration configuration, IHostEnvironment environment)
{
    /// <summary>Asked for while the program is built, before settings are checked: a wrong one counts as none until then.</summary>
    public int? Number { get; } = configuration.GetProgramSettings().ManagementPort;

    /// <summary>Whether /metrics and /info can be asked for at all.</summary>
    public bool IsUsed => Number is not null || environment.IsDevelopment();

    /// <summary>By the port that took the connection: a Host header proves nothing.</summary>
    public bool IsFor(HttpContext http) => Number is { } port && http.Connection.LocalPort == port;

    public bool Allows(HttpContext http) => environment.IsDevelopment() || IsFor(http);
}
