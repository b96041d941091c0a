using System.Globalization;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Application;
using Canopy.Hosting.Processes;
using Canopy.Hosting.Redis;

namespace Canopy.Hosting.Launching;

/// <summary>Starts Redis: in a container where that works, else from a server on the PATH.</summary>
internal sealed class RedisLauncher(ContainerRuntime containers, DistributedApplicationExecutionContext execution, DataFolder data) : ResourceLauncher
{
    private static readonly string[] Servers = ["redis-server", "valkey-server"];

    public override bool Handles(IResource resource) => resource is RedisResource;

    public override (string Host, int Port)? RunsElsewhere(IResource resource) =>
        ((RedisResource)resource).Given is { } given ? (given.Host, given.Port) : null;

    // A proxy would cost every message a detour, and its users reconnect by themselves.
    public override bool ListensItself(IResource resource) => true;

    public override async Task<IReadOnlyList<string>> FindProblemsAsync(IResource resource, CancellationToken cancellationToken) =>
        ((RedisResource)resource).Given is not null || FindServer() is not null || await containers.FindAsync(cancellationToken) is not null
            ? []
            : [$"{resource.Name}: there is neither a running docker or podman nor a redis-server or valkey-server on the PATH. Run `apt-get install redis-server`, or name a server in ConnectionStrings:{resource.Name}."];

    public override async Task<LaunchPlan> PlanAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var redis = (RedisResource)context.Resource;
        if (await containers.FindAsync(cancellationToken) is { } runtime
            && await containers.HasOrPullsAsync(runtime, redis, context.Report, cancellationToken))
        {
            return await ContainerPlans.CreateAsync(runtime, context, execution, cancellationToken);
        }

        var server = FindServer() ?? throw new DistributedApplicationException(
            "The container image cannot be had and there is no redis-server or valkey-server on the PATH. Run `apt-get install redis-server`.");
        var password = redis.PasswordParameter is { } parameter ? await parameter.GetValueAsync(cancellationToken) : null;
        var folder = FindDataFolder(redis);
        return new LaunchPlan(server, ["-"], folder) { StandardInput = Configuration(redis, context.Ports[RedisResource.PrimaryEndpointName], password, folder) };
    }

    /// <summary>Given on standard input: nobody reads the password in the list of processes, or in a file.</summary>
    internal static string Configuration(RedisResource redis, int port, string? password, string folder)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"port {port}\n");
        text.Append(FreePorts.HasIPv6 ? "bind 127.0.0.1 ::1\n" : "bind 127.0.0.1\n");
        text.Append(CultureInfo.InvariantCulture, $"dir {Quote(folder)}\n");
        text.Append("daemonize no\nlogfile \"\"\n");
        text.Append("maxmemory-policy noeviction\n");

        // At most a second of changes is lost, whatever happens to the process.
        text.Append("appendonly yes\nappendfsync everysec\n");
        text.Append(redis.TryGetLastAnnotation<RedisPersistence>(out var saving)
            ? string.Create(CultureInfo.InvariantCulture, $"save {(long)saving.Interval.TotalSeconds} {saving.KeysChanged}\n")
            : "save \"\"\n");
        if (!string.IsNullOrEmpty(password))
        {
            text.Append(CultureInfo.InvariantCulture, $"requirepass {Quote(password)}\n");
        }

        return text.ToString();
    }

    private static string? FindServer() => Servers.Select(name => CommandFinder.Find(name)).FirstOrDefault(path => path is not null);

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private string FindDataFolder(RedisResource redis)
    {
        var mount = redis.Annotations.OfType<ContainerMountAnnotation>().LastOrDefault(m => m.Target == "/data");
        return mount switch
        {
            { Type: ContainerMountType.BindMount, Source: { } folder } => Directory.CreateDirectory(folder).FullName,
            { Source: { } volume } => data.Volume(volume),
            _ => data.Session(redis.Name),
        };
    }
}
