using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace Canopy.AppHost.Start;

/// <summary>What can be known before anything is started: a port that somebody else has would only show as a page that does not answer.</summary>
internal static class PortCheck
{
    private static readonly string[] DashboardKeys = ["ASPNETCORE_URLS", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"];

    /// <summary>Longer than what an earlier start that was killed needs until all its processes are gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits a while for ports that are in use, saying so; one line for each that stays so.</summary>
    public static async Task<IReadOnlyList<string>> FindProblemsAsync(
        DistributedApplicationModel model, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var taken = Taken(Wanted(model, configuration));
        if (taken.Count > 0)
        {
            await Console.Out.WriteLineAsync($"canopy: in use: {string.Join(", ", taken.Select(w => $"port {w.Port}"))}; waiting {Patience.TotalSeconds:0} s for an earlier start to end…");
        }

        for (var from = Stopwatch.GetTimestamp(); taken.Count > 0 && Stopwatch.GetElapsedTime(from) < Patience; taken = Taken(taken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken);
        }

        return [.. taken.Select(w => $"port {w.Port}, which {w.Who} needs, is in use by another program; end that one.")];
    }

    private static List<(int Port, string Who)> Taken(IEnumerable<(int Port, string Who)> wanted) => [.. wanted.Where(w => !IsFree(w.Port))];

    private static IEnumerable<(int Port, string Who)> Wanted(DistributedApplicationModel model, IConfiguration configuration)
    {
        // Where ports are random, those of the launch profiles are not used.
        var endpoints = configuration.GetValue<bool>("DcpPublisher:RandomizePorts")
            ? []
            : from resource in model.Resources
              from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
              where endpoint.Port is not null
              select (endpoint.Port!.Value, $"{resource.Name} ({endpoint.Name})");
        return endpoints.Concat(DashboardPorts(configuration)).DistinctBy(w => w.Item1);
    }

    private static IEnumerable<(int Port, string Who)> DashboardPorts(IConfiguration configuration) =>
        from key in DashboardKeys
        from text in (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
        where Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Port > 0
        select (new Uri(text).Port, "the dashboard");

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
