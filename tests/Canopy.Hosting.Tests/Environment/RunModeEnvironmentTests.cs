using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting.Testing;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Environment;

/// <summary>The same application as the golden file's: the same variables must reach the processes.</summary>
public sealed partial class RunModeEnvironmentTests
{
    // From genuine Aspire 13.5.2, http profile; ports callers see are 4000x, ports processes listen on 5000x.
    private static readonly string[] Backend =
    [
        "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY=in_memory",
        "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION=true",
        "OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION=true",
        "OTEL_RESOURCE_ATTRIBUTES=service.instance.id={id}",
        "OTEL_SERVICE_NAME=backend",
        "OTEL_BLRP_SCHEDULE_DELAY=1000",
        "OTEL_BSP_SCHEDULE_DELAY=1000",
        "OTEL_METRIC_EXPORT_INTERVAL=1000",
        "OTEL_TRACES_SAMPLER=always_on",
        "OTEL_METRICS_EXEMPLAR_FILTER=trace_based",
        "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true",
        "DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION=true",
        "LOGGING__CONSOLE__FORMATTERNAME=simple",
        "ASPNETCORE_URLS=http://localhost:50002",
        "DOTNET_LAUNCH_PROFILE=http",
        "ASPNETCORE_ENVIRONMENT=Development",
        "ConnectionStrings__cache=localhost:40001,password=p w=1",
        "CACHE_HOST=localhost",
        "CACHE_PORT=40001",
        "CACHE_PASSWORD=p w=1",
        "CACHE_URI=redis://:p%20w%3D1@localhost:40001",
        "API_KEY=k1",
    ];

    private static readonly string[] Web =
    [
        .. Backend.Take(16).Select(v => v.Replace("=backend", "=web", StringComparison.Ordinal).Replace("50002", "50003", StringComparison.Ordinal)),
        "BACKEND_HTTP=http://localhost:40002",
        "services__backend__http__0=http://localhost:40002",
    ];

    private static readonly string[] Sim =
    [
        "PORT=50004",
        "BACKEND_HTTP=http://localhost:40002",
        "services__backend__http__0=http://localhost:40002",
    ];

    [Fact]
    public async Task Run_GoldenApplication_ProcessesGetTheGoldenVariables()
    {
        await using var app = await DescribeAsync("--Parameters:api-key=k1", "--Parameters:cache-password=p w=1", "--ConnectionStrings:telemetrydb=db1");
        await app.UntilHealthyAsync("web");
        await app.UntilAsync("sim", KnownResourceStates.Running);

        var ports = Ports(app);

        Assert.Equal(Backend, Normalise(app.Now("backend"), ports));
        Assert.Equal(Web, Normalise(app.Now("web"), ports));
        Assert.Equal(Sim, Normalise(app.Now("sim"), ports));
        await AssertReceivedAsync(app, "backend");
        await AssertReceivedAsync(app, "web");
    }

    [Fact]
    public async Task Run_Project_StartsInItsOwnFolder()
    {
        var builder = TestApp.Create();
        builder.AddSample("service");
        await using var app = await builder.StartAsync();
        await app.UntilHealthyAsync("service");
        using var client = app.CreateHttpClient("service");

        var folder = await client.GetStringAsync(new Uri("/cwd", UriKind.Relative), TestApp.Deadline);

        Assert.Equal(Path.GetDirectoryName(new Projects.Sample_Service().ProjectPath), folder);
    }

    [Fact]
    public async Task Run_HostHasAnOtlpEndpoint_ProjectsAreToldOfIt()
    {
        var builder = TestApp.Create("--OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
        builder.AddSample("service");
        await using var app = await builder.StartAsync();
        await app.UntilAsync("service", KnownResourceStates.Running);

        var variables = app.Now("service").EnvironmentVariables;

        Assert.Contains(variables, v => v is { Name: "OTEL_EXPORTER_OTLP_ENDPOINT", Value: "http://collector:4318" });
        Assert.Contains(variables, v => v is { Name: "OTEL_EXPORTER_OTLP_PROTOCOL", Value: "http/protobuf" });
    }

    [Fact]
    public async Task WithReferenceEnvironment_Limited_InjectsNoMore()
    {
        var builder = TestApp.Create("--ConnectionStrings:cache=elsewhere:6380,password=s3");
        var cache = builder.AddRedis("cache");
        var backend = builder.AddSample("backend");
        builder.AddScript("client", "sleep 600").WithReference(cache).WithReference(backend)
            .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString | ReferenceEnvironmentInjectionFlags.ServiceDiscovery);
        await using var app = await builder.StartAsync();
        await app.UntilAsync("client", KnownResourceStates.Running);

        var names = app.Now("client").EnvironmentVariables.Select(v => v.Name);

        Assert.Equal(["ConnectionStrings__cache", "services__backend__http__0"], names);
    }

    [Fact]
    public async Task WithEnvironment_InterpolatedString_IsFilledAtStart()
    {
        var builder = TestApp.Create("--Parameters:name=value with {braces}");
        var parameter = builder.AddParameter("name");
        var service = builder.AddSample("service");
        builder.AddScript("client", "sleep 600")
            .WithEnvironment("TEXT", $"[{parameter}] {{}} {service.GetEndpoint("http").Property(EndpointProperty.Scheme)}")
            .WithEnvironment("PLAIN", "plain")
            .WithEnvironment("URL", service.GetEndpoint("http"));
        await using var app = await builder.StartAsync();
        await app.UntilAsync("client", KnownResourceStates.Running);

        var variables = app.Now("client").EnvironmentVariables.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

        Assert.Equal("[value with {braces}] {} http", variables["TEXT"]);
        Assert.Equal("plain", variables["PLAIN"]);
        Assert.Equal(app.GetEndpoint("service").ToString().TrimEnd('/'), variables["URL"]);
    }

    private static Task<DistributedApplication> DescribeAsync(params string[] args)
    {
        var builder = TestApp.Create(args);
        var apiKey = builder.AddParameter("api-key", secret: true);
        var cache = builder.AddRedis("cache").WithDataVolume();
        var backend = builder.AddProject<Projects.Sample_Service>("backend")
            .WithReference(cache).WaitFor(cache)
            .WithEnvironment("API_KEY", apiKey)
            .WithHttpHealthCheck("/readyz");
        builder.AddProject<Projects.Sample_Service>("web")
            .WithExternalHttpEndpoints()
            .WithHttpHealthCheck("/readyz")
            .WithReference(backend).WaitFor(backend);
        builder.AddExecutable("sim", "sleep", ".", "600").WithHttpEndpoint(env: "PORT").WithReference(backend);
        builder.AddConnectionString("telemetrydb");
        return builder.StartAsync();
    }

    private static Dictionary<string, string> Ports(DistributedApplication app) => new(StringComparer.Ordinal)
    {
        [Port(app, "cache")] = "40001",
        [Port(app, "backend")] = "40002",
        [Inside(app, "backend", "ASPNETCORE_URLS")] = "50002",
        [Inside(app, "web", "ASPNETCORE_URLS")] = "50003",
        [Inside(app, "sim", "PORT")] = "50004",
    };

    private static string Port(DistributedApplication app, string name) => app.GetEndpoint(name).Port.ToString();

    private static string Inside(DistributedApplication app, string name, string variable) =>
        LastNumber().Match(app.Now(name).EnvironmentVariables.Single(v => v.Name == variable).Value!).Value;

    private static IEnumerable<string> Normalise(CustomResourceSnapshot snapshot, Dictionary<string, string> ports) =>
        snapshot.EnvironmentVariables.Select(v => v.Name == "OTEL_RESOURCE_ATTRIBUTES"
            ? $"{v.Name}=service.instance.id={{id}}"
            : $"{v.Name}={ports.Aggregate(v.Value!, (text, port) => text.Replace(port.Key, port.Value, StringComparison.Ordinal))}");

    /// <summary>What was computed is also what the process sees.</summary>
    private static async Task AssertReceivedAsync(DistributedApplication app, string name)
    {
        using var client = app.CreateHttpClient(name);
        var received = await client.GetFromJsonAsync<Dictionary<string, string?>>("/env", TestApp.Deadline);
        foreach (var variable in app.Now(name).EnvironmentVariables)
        {
            Assert.Equal(variable.Value, received![variable.Name]);
        }
    }

    [GeneratedRegex(@"\d+$", RegexOptions.NonBacktracking)]
    private static partial Regex LastNumber();
}
