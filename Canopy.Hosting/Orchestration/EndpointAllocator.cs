using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Application;
using Canopy.Hosting.Launching;
using Canopy.Hosting.Processes;
using Canopy.Hosting.Proxy;

namespace Canopy.Hosting.Orchestration;

/// <summary>Decides where callers find each endpoint, and puts a proxy there, before anything is started.</summary>
internal static class EndpointAllocator
{
    /// <summary>The proxies of a resource, by endpoint; what cannot be had is added to <paramref name="problems"/>.</summary>
    public static IReadOnlyDictionary<string, TcpProxy> Allocate(IResource resource, ResourceLauncher launcher, RunOptions options, List<string> problems)
    {
        Dictionary<string, TcpProxy> proxies = new(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (launcher.RunsElsewhere(resource) is { } elsewhere)
            {
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, elsewhere.Host, elsewhere.Port);
            }
            else if (endpoint.Protocol == ProtocolType.Udp || !endpoint.IsProxied || launcher.ListensItself(resource))
            {
                AllocateDirect(resource, endpoint, options, problems);
            }
            else if (TryListen(resource, endpoint, options.RandomizePorts ? 0 : endpoint.Port ?? 0, problems) is { } proxy)
            {
                proxies[endpoint.Name] = proxy;
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, proxy.Port);
            }
        }

        return proxies;
    }

    private static void AllocateDirect(IResource resource, EndpointAnnotation endpoint, RunOptions options, List<string> problems)
    {
        var wanted = options.RandomizePorts && endpoint.IsProxied ? null : endpoint.Port;
        if (wanted is { } port && !FreePorts.IsFree(port))
        {
            problems.Add(InUse(resource, port));
        }

        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, wanted ?? FreePorts.Next());
    }

    private static TcpProxy? TryListen(IResource resource, EndpointAnnotation endpoint, int port, List<string> problems)
    {
        try
        {
            return TcpProxy.Listen(port);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            problems.Add(InUse(resource, port));
        }
        catch (SocketException e)
        {
            problems.Add($"{resource.Name}: cannot listen on port {port} for the endpoint '{endpoint.Name}': {e.Message}.");
        }

        return null;
    }

    private static string InUse(IResource resource, int port) => $"{resource.Name}: port {port} is already in use{PortHolder.Describe(port)}.";
}
