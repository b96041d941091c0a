using System.Net;
using Canopy.ServiceDefaults.Management;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// <c>PROGRAM --healthcheck</c>: asks the program that runs in the same container whether it is alive, with the same
/// environment, and ends. For images that hold no shell and no curl.
/// </summary>
public static class HealthCommand
{
    /// <summary>The argument.</summary>
    public const string Argument = "--healthcheck";

    /// <summary>Longer than a health answer may take (2.5 s), shorter than a container engine waits (10 s).</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Asks, if that is what the arguments want. The exit code is then 0 (GET /healthz gave 200) or 1.</summary>
    /// <returns>False: the arguments want something else.</returns>
    public static async Task<bool> TryRunAsync(string[] args)
    {
        if (args is not [Argument])
        {
            return false;
        }

        // In the order in which the host takes them.
        var configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables("DOTNET_")
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddEnvironmentVariables()
            .Build();
        Environment.ExitCode = await AskAsync(Target(configuration));
        return true;
    }

    /// <summary>Where the program can be asked; null where it listens for neither HTTP nor management.</summary>
    internal static Uri? Target(IConfiguration configuration)
    {
        foreach (var text in ListenAddresses.Of(configuration))
        {
            var address = BindingAddress.Parse(text);
            if (address is { IsUnixPipe: false, IsNamedPipe: false } && string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase))
            {
                return new UriBuilder(Uri.UriSchemeHttp, Host(address.Host), address.Port, "/healthz").Uri;
            }
        }

        return configuration.GetProgramSettings().ManagementPort is { } port
            ? new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port, "/healthz").Uri
            : null;
    }

    // Whatever is no address stands for all addresses: "*", "+", "localhost", a name.
    private static string Host(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var address)
        && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? host : "127.0.0.1";

    private static async Task<int> AskAsync(Uri? target)
    {
        if (target is null)
        {
            await Console.Error.WriteLineAsync("The program listens neither for HTTP nor on MANAGEMENT_PORT: there is nothing to ask.");
            return 1;
        }

        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Limit };
            using var response = await http.GetAsync(target);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return 0;
            }

            await Console.Error.WriteLineAsync($"{target} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"{target} did not answer: {exception.Message}");
        }

        return 1;
    }
}
