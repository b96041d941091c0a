using System.Globalization;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Aspire.Hosting.Testing;
using Canopy.Hosting.Tests.Publishing;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Environment;

/// <summary>The golden AppHost in this process, and what run mode computes for it, in the form of the golden list.</summary>
internal sealed partial class GoldenApplication(DistributedApplication app) : IAsyncDisposable
{
    public static async Task<GoldenApplication> StartAsync()
    {
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        // Its assembly has the name of the true AppHost, which is loaded already.
        var apart = new AssemblyLoadContext("golden");
        var assembly = apart.LoadFromAssemblyPath(Path.Combine(Golden.AppHostFolder, "bin", configuration, "net10.0", "Canopy.AppHost.dll"));
        var builder = await DistributedApplicationTestingBuilder.CreateAsync(
            assembly.GetType("Projects.Golden_AppHost", throwOnError: true)!,
            [
                "--Parameters:api-key=k1",
                "--Parameters:cache-password=p w=1",
                "--ConnectionStrings:telemetrydb=db1",
                "--OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:18889",
                "--OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=KEY",
            ],
            TestApp.Deadline);
        return new GoldenApplication(await builder.StartAsync());
    }

    /// <summary>Lines per resource: "== name (Type)", its endpoints, its variables.</summary>
    public async Task<string> DescribeAsync()
    {
        List<(IResource Resource, CustomResourceSnapshot Now)> all = [];
        foreach (var resource in Model.Resources.Where(r => r is RedisResource or ProjectResource or ExecutableResource))
        {
            var running = await app.ResourceNotifications.WaitForResourceAsync(resource.Name, e => e.Snapshot.State?.Text == KnownResourceStates.Running, TestApp.Deadline);
            all.Add((resource, running.Snapshot));
        }

        List<string> lines = [];
        foreach (var (resource, now) in all)
        {
            lines.Add($"== {resource.Name} ({resource.GetType().Name})");
            lines.AddRange(resource.Annotations.OfType<EndpointAnnotation>().Select(Describe));
            var variables = resource is RedisResource redis
                ? await ContainerVariablesAsync(redis)
                : now.EnvironmentVariables.Select(v => KeyValuePair.Create(v.Name, v.Value!));
            lines.AddRange(variables.Select(v => $"   {v.Key}={v.Value}"));
        }

        return WithGoldenPorts(string.Join('\n', lines) + "\n", all);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private DistributedApplicationModel Model => app.Services.GetService(typeof(DistributedApplicationModel)) as DistributedApplicationModel
        ?? throw new InvalidOperationException("There is no model.");

    private static string Describe(EndpointAnnotation e) => string.Create(
        CultureInfo.InvariantCulture,
        $"   endpoint {e.Name} {e.UriScheme} port={e.Port} target={e.TargetPort} external={e.IsExternal} proxied={e.IsProxied} transport={e.Transport}");

    /// <summary>What a container of it would get; as a process it gets the password on its standard input.</summary>
    private static async Task<Dictionary<string, string>> ContainerVariablesAsync(RedisResource redis)
    {
        var context = new EnvironmentCallbackContext(new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run), redis);
        foreach (var annotation in redis.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        Dictionary<string, string> values = [];
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            values[name] = (value is IValueProvider provider ? await provider.GetValueAsync(TestApp.Deadline) : value.ToString())!;
        }

        return values;
    }

    /// <summary>What HST-03 lets us map: ports, the instance's identity, the receiver's protocol.</summary>
    private string WithGoldenPorts(string text, List<(IResource Resource, CustomResourceSnapshot Now)> all)
    {
        Dictionary<string, string> ports = new(StringComparer.Ordinal)
        {
            [Port("cache", "tcp")] = "40001",
            [Port("backend", "http")] = "40002",
            [Listens("backend", "ASPNETCORE_URLS")] = "50002",
            [Listens("web", "ASPNETCORE_URLS")] = "50003",
            [Listens("sim", "PORT")] = "50004",
        };
        text = AnyPort().Replace(text, match => ports.GetValueOrDefault(match.Value, match.Value));
        text = InstanceId().Replace(text, """service.instance.id={{- index .Annotations "otel-service-instance-id" -}}""");
        return ServiceName().Replace(text, """OTEL_SERVICE_NAME={{- index .Annotations "otel-service-name" -}}""");

        string Port(string name, string endpoint) => app.GetEndpoint(name, endpoint).Port.ToString(CultureInfo.InvariantCulture);

        string Listens(string name, string variable) =>
            AnyPort().Match(all.Single(a => a.Resource.Name == name).Now.EnvironmentVariables.Single(v => v.Name == variable).Value!).Value;
    }

    [GeneratedRegex(@"\b\d{4,5}\b", RegexOptions.NonBacktracking)]
    private static partial Regex AnyPort();

    [GeneratedRegex(@"service\.instance\.id=(backend|web)-\w+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex InstanceId();

    [GeneratedRegex("OTEL_SERVICE_NAME=(backend|web)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ServiceName();
}
