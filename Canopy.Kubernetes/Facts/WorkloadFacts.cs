using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Canopy.Kubernetes;

/// <summary>What was said about one resource for production.</summary>
internal sealed record WorkloadFacts
{
    public int Replicas { get; init; } = 1;

    public (Quantity Cpu, Quantity Memory)? Requests { get; init; }

    public (Quantity Cpu, Quantity Memory)? Limits { get; init; }

    public Probe? Liveness { get; init; }

    public Probe? Readiness { get; init; }

    public Probe? Startup { get; init; }

    public Autoscaling? Autoscaling { get; init; }

    public DisruptionBudget? DisruptionBudget { get; init; }

    public int User { get; init; } = Conventions.User;

    public ImmutableList<Setting> Settings { get; init; } = [];

    public ImmutableList<SecretKey> Secrets { get; init; } = [];

    public IngressFacts? Ingress { get; init; }

    public bool StickySessions { get; init; }

    public Storage? Storage { get; init; }

    public Start? Start { get; init; }
}

/// <summary>How many pods a drain of nodes must leave, or may take away.</summary>
internal sealed record DisruptionBudget(int? MinAvailable, int? MaxUnavailable);

/// <summary>A key of the ConfigMap: a text, or where an endpoint is.</summary>
internal sealed record Setting(string Key, string? Text, EndpointReference? Endpoint);

/// <summary>What people reach from outside; time in seconds.</summary>
internal sealed record IngressFacts(int RequestsPerSecond, int Timeout, string BodySize);

/// <summary>The claim of a workload with state.</summary>
internal sealed record Storage(Quantity Size, string StorageClass);

/// <summary>A program's own start: a command, and the files it needs, mounted at <see cref="Conventions.FilesPath"/>.</summary>
internal sealed record Start(string Folder, IReadOnlyList<string> Command);

/// <summary>Keeps the facts with the resource.</summary>
internal sealed record KubernetesAnnotation(WorkloadFacts Facts) : IResourceAnnotation;
