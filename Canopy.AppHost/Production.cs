using Canopy.Kubernetes;

namespace Canopy.AppHost;

/// <summary>What a cluster must know of the parts of the system, beyond what they are made of.</summary>
internal static class Production
{
    private static readonly SecretKey RedisPassword = new("REDIS_PASSWORD", "Password of the cache.", SecretSource.Password);

    private static readonly SecretKey[] Tokens =
    [
        new("JWT_SECRET_KEY", "Key that signs the tokens of people and machines, at least 256 bits.", SecretSource.Jwt),
        new("JWT_SECRET_KEY_PREVIOUS", "The key before, while it is being rotated: its tokens stay valid.", Required: false),
    ];

    private static readonly SecretKey LogKey = new("LOG_API_KEY", "Sent with exported logs, as their bearer token.", Required: false);

    public static void Cache(KubernetesWorkload cache, string appHost) => cache
        .RunAs(999)
        .Requests(cpu: "100m", memory: "256Mi").Limits(cpu: "500m", memory: "512Mi")
        .LivenessByPort("tcp", delay: 10, period: 20)
        // Plain ping succeeds without a password too, and while the data is being loaded.
        .ReadinessByCommand("REDISCLI_AUTH=$(cat /tmp/probe-password) redis-cli --user probe -e ping", period: 10, timeout: 3)
        .Storage("10Gi", storageClass: "fast-ssd")
        .Start(Path.Combine(appHost, "Redis"), "/bin/sh", "/etc/canopy/start.sh")
        .DisruptionBudget(maxUnavailable: 1)
        .Secrets(RedisPassword, new("REDIS_PASSWORD_PREVIOUS", "The password before, while it is being rotated: both are valid.", Required: false));

    public static void Backend(KubernetesWorkload backend) => backend
        .Probes()
        .Startup("/healthz", period: 10, failures: 30)
        .Replicas(2)
        .Requests(cpu: "500m", memory: "512Mi").Limits(cpu: "2000m", memory: "2Gi")
        .DisruptionBudget(minAvailable: 1)
        .Common()
        .Secrets([.. Tokens, LogKey, RedisPassword]);

    public static void Web(KubernetesWorkload web, EndpointReference backend) => web
        .Probes()
        .Startup("/healthz", period: 2, failures: 30)
        .Autoscale(2, 10, cpu: 60, memory: 80)
        .Requests(cpu: "250m", memory: "512Mi").Limits(cpu: "1000m", memory: "1Gi")
        .DisruptionBudget(minAvailable: 1)
        .Common()
        .Setting("CASCOR_BACKEND_URL", backend)
        .Setting("WEBSOCKET_HEARTBEAT_INTERVAL", "30")
        .Setting("WEBSOCKET_MAX_CONNECTIONS", "50")
        // A proxy comes from the cluster's own network; whoever else names an address is not believed.
        .Setting("CANOPY_KNOWN_PROXIES", "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16")
        .Secrets([.. Tokens, new("CANOPY_ACCOUNTS", "Who may sign in, one NAME:ROLE:HASH after the other, with semicolons between; `canopy account` makes one.", Required: false), LogKey, RedisPassword])
        .StickySessions()
        .Ingress(requestsPerSecond: 100, timeout: 3600, bodySize: "11m");

    private static KubernetesWorkload Probes(this KubernetesWorkload program) => program
        .Liveness("/healthz", delay: 30, period: 30, timeout: 5)
        .Readiness("/readyz", delay: 10, period: 10, timeout: 3);

    private static KubernetesWorkload Common(this KubernetesWorkload program) => program
        .Setting("CASCOR_DEBUG", "false")
        .Setting("CASCOR_DEMO_MODE", "false")
        .Setting("LOG_LEVEL", "info")
        .Setting("CANOPY_READ_ONLY", "false");
}
