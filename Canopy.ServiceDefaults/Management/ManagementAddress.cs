using Canopy.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Management;

/// <summary>
/// Makes the server listen on the management port as well. It runs before the server starts; what the server
/// would have taken from the configuration is put in first, because one address of ours would displace it.
/// </summary>
internal sealed class ManagementAddress(
    ManagementPort management, IConfiguration configuration, IHostEnvironment environment, IServer? server = null) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (management.Number is not { } port || server?.Features.Get<IServerAddressesFeature>() is not { Addresses: { IsReadOnly: false } addresses })
        {
            return Task.CompletedTask;
        }

        if (addresses.Count == 0)
        {
            foreach (var address in ListenAddresses.Of(configuration))
            {
                addresses.Add(address);
            }
        }

        if (addresses.Any(address => address.TrimEnd('/').EndsWith($":{port}", StringComparison.Ordinal)))
        {
            throw new SettingsException($"MANAGEMENT_PORT is '{port}', which is the program's own port; accepted: another one");
        }

        // Nothing listens beyond loopback in development.
        addresses.Add($"http://{(environment.IsDevelopment() ? "localhost" : "*")}:{port}");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
