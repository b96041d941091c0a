using Aspire.Hosting.ApplicationModel;

namespace Canopy.Kubernetes;

/// <summary>Says of an environment, such as staging, in what it differs; it becomes an overlay.</summary>
public sealed class KubernetesEnvironment
{
    private string? _issuer;

    internal KubernetesEnvironment(string name) => Name = name;

    internal string Name { get; }

    internal string? HostName { get; private set; }

    internal string IssuerName => _issuer ?? (UsesGateway ? "letsencrypt-prod-gateway" : "letsencrypt-prod");

    internal bool UsesGateway { get; private set; }

    internal (string Tag, bool Moves) Images { get; private set; } = ("latest", true);

    internal string? RedisAddress { get; private set; }

    internal bool HasRelaxedEgress { get; private set; }

    internal QuotaFacts? QuotaFacts { get; private set; }

    internal List<KeyValuePair<string, string>> Settings { get; } = [];

    internal Dictionary<string, Action<KubernetesWorkload>> Overrides { get; } = new(StringComparer.Ordinal);

    /// <summary>The name that people type.</summary>
    public KubernetesEnvironment Host(string name)
    {
        HostName = name;
        return this;
    }

    /// <summary>The cert-manager ClusterIssuer of the certificate; else letsencrypt-prod, or letsencrypt-prod-gateway behind a Gateway.</summary>
    public KubernetesEnvironment Issuer(string name)
    {
        _issuer = name;
        return this;
    }

    /// <summary>People come in by the Gateway API, not by an Ingress.</summary>
    public KubernetesEnvironment Gateway()
    {
        UsesGateway = true;
        return this;
    }

    /// <summary>Tag of the programs' images, for whoever deploys without a digest.</summary>
    /// <param name="tag">Such as 0.1.0, or develop.</param>
    /// <param name="moves">Whether the tag means another image from time to time, so that nodes must ask for it.</param>
    public KubernetesEnvironment Image(string tag, bool moves = false)
    {
        Images = (tag, moves);
        return this;
    }

    /// <summary>A key of every program's ConfigMap.</summary>
    public KubernetesEnvironment Setting(string key, string value)
    {
        Settings.Add(new(key, value));
        return this;
    }

    /// <summary>Pods may call https servers anywhere.</summary>
    public KubernetesEnvironment RelaxedEgress()
    {
        HasRelaxedEgress = true;
        return this;
    }

    /// <summary>Somebody else runs Redis: its address without the password, such as <c>redis.example.com:6380,ssl=true</c>. No cache is deployed.</summary>
    public KubernetesEnvironment ManagedRedis(string address)
    {
        RedisAddress = address;
        return this;
    }

    /// <summary>What all pods together may have, workers aside, which have a quota of their own.</summary>
    public KubernetesEnvironment Quota(string cpuRequests, string memoryRequests, string cpuLimits, string memoryLimits, int pods, int claims)
    {
        QuotaFacts = new(Quantity.Parse(cpuRequests), Quantity.Parse(memoryRequests), Quantity.Parse(cpuLimits), Quantity.Parse(memoryLimits), pods, claims);
        return this;
    }

    /// <summary>What is different for one resource.</summary>
    public KubernetesEnvironment For(IResourceBuilder<IResource> resource, Action<KubernetesWorkload> change)
    {
        Overrides[resource.Resource.Name] = change;
        return this;
    }
}

internal sealed record QuotaFacts(Quantity CpuRequests, Quantity MemoryRequests, Quantity CpuLimits, Quantity MemoryLimits, int Pods, int Claims);
