using Aspire.Hosting.ApplicationModel;

namespace Canopy.Kubernetes;

/// <summary>Says of a resource what a cluster must know; each statement replaces an earlier one of its kind.</summary>
public sealed class KubernetesWorkload
{
    internal KubernetesWorkload(WorkloadFacts facts) => Facts = facts;

    internal WorkloadFacts Facts { get; private set; }

    /// <summary>A fixed number of pods, where nothing scales them.</summary>
    public KubernetesWorkload Replicas(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return With(Facts with { Replicas = count, Autoscaling = null });
    }

    /// <summary>What a pod is promised: CPU in cores (<c>250m</c>), memory in bytes (<c>512Mi</c>).</summary>
    public KubernetesWorkload Requests(string cpu, string memory) => With(Facts with { Requests = (Quantity.Parse(cpu), Quantity.Parse(memory)) });

    /// <summary>What a pod cannot go beyond.</summary>
    public KubernetesWorkload Limits(string cpu, string memory) => With(Facts with { Limits = (Quantity.Parse(cpu), Quantity.Parse(memory)) });

    /// <summary>Restarts the container when the path stops answering. Times in seconds.</summary>
    public KubernetesWorkload Liveness(string path, int delay = 0, int period = 10, int timeout = 1, int failures = 3, string port = "http") =>
        With(Facts with { Liveness = new HttpProbe(path, port, delay, period, timeout, failures) });

    /// <summary>Restarts the container when the port takes no connection.</summary>
    public KubernetesWorkload LivenessByPort(string port, int delay = 0, int period = 10, int timeout = 1, int failures = 3) =>
        With(Facts with { Liveness = new TcpProbe(port, delay, period, timeout, failures) });

    /// <summary>Sends requests only while the path answers.</summary>
    public KubernetesWorkload Readiness(string path, int delay = 0, int period = 10, int timeout = 1, int failures = 3, string port = "http") =>
        With(Facts with { Readiness = new HttpProbe(path, port, delay, period, timeout, failures) });

    /// <summary>Sends requests only while a shell command in the container succeeds.</summary>
    public KubernetesWorkload ReadinessByCommand(string command, int delay = 0, int period = 10, int timeout = 1, int failures = 3) =>
        With(Facts with { Readiness = new ExecProbe(["/bin/sh", "-c", command], delay, period, timeout, failures) });

    /// <summary>Holds the other probes back until the path answers for the first time.</summary>
    public KubernetesWorkload Startup(string path, int period, int failures, string port = "http") =>
        With(Facts with { Startup = new HttpProbe(path, port, InitialDelay: 0, period, Timeout: 1, failures) });

    /// <summary>Lets the number of pods follow their load; cpu and memory in percent of what they request.</summary>
    public KubernetesWorkload Autoscale(int least, int most, int cpu, int memory, ScaleDown? down = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(least);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, least);
        return With(Facts with { Autoscaling = new(least, most, Percent(cpu), Percent(memory), down ?? ScaleDown.PercentAMinute(50)) });
    }

    /// <summary>Keeps pods running while nodes are drained.</summary>
    public KubernetesWorkload DisruptionBudget(int? minAvailable = null, int? maxUnavailable = null)
    {
        if (minAvailable is null == maxUnavailable is null)
        {
            throw new ArgumentException("A disruption budget has either minAvailable or maxUnavailable.", nameof(minAvailable));
        }

        return With(Facts with { DisruptionBudget = new(minAvailable, maxUnavailable) });
    }

    /// <summary>Lets drains take every pod: one alone could never move otherwise.</summary>
    public KubernetesWorkload NoDisruptionBudget() => With(Facts with { DisruptionBudget = null });

    /// <summary>The user that the container runs as, and the group of its files.</summary>
    public KubernetesWorkload RunAs(int user)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(user);
        return With(Facts with { User = user });
    }

    /// <summary>A key of the workload's ConfigMap.</summary>
    public KubernetesWorkload Setting(string key, string value) => With(new Setting(key, value, null));

    /// <summary>A key of the workload's ConfigMap with the address of an endpoint.</summary>
    public KubernetesWorkload Setting(string key, EndpointReference endpoint) => With(new Setting(key, null, endpoint));

    /// <summary>Keys of the workload's Secret.</summary>
    public KubernetesWorkload Secrets(params SecretKey[] keys) => With(Facts with { Secrets = [.. Facts.Secrets, .. keys] });

    /// <summary>How people come in, through an Ingress or a Gateway: the resource needs an external http endpoint.</summary>
    /// <param name="requestsPerSecond">From one address.</param>
    /// <param name="timeout">Seconds of silence after which a socket is cut.</param>
    /// <param name="bodySize">Largest request.</param>
    public KubernetesWorkload Ingress(int requestsPerSecond, int timeout, string bodySize) =>
        With(Facts with { Ingress = new(requestsPerSecond, timeout, bodySize) });

    /// <summary>Keeps a client with its pod.</summary>
    public KubernetesWorkload StickySessions() => With(Facts with { StickySessions = true });

    /// <summary>The claim for the resource's volume.</summary>
    public KubernetesWorkload Storage(string size, string storageClass) => With(Facts with { Storage = new(Quantity.Parse(size), storageClass) });

    /// <summary>Starts the container with a command of ours. The folder's files come with the ConfigMap, and lie in <c>/etc/canopy</c>.</summary>
    public KubernetesWorkload Start(string folder, params string[] command) => With(Facts with { Start = new(folder, command) });

    private static int Percent(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        return value;
    }

    private KubernetesWorkload With(Setting setting) =>
        With(Facts with { Settings = [.. Facts.Settings.Where(s => s.Key != setting.Key), setting] });

    private KubernetesWorkload With(WorkloadFacts facts)
    {
        Facts = facts;
        return this;
    }
}
