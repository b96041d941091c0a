namespace Canopy.CommandLine.Secrets.Cluster;

/// <summary>One environment's Secrets and workloads.</summary>
internal sealed class TargetCluster
{
    private readonly TimeSpan _timeout;

    /// <param name="kubectl">For its namespace.</param>
    /// <param name="timeout">For one workload's pods to be replaced.</param>
    public TargetCluster(Kubectl kubectl, TimeSpan timeout)
    {
        Kubectl = kubectl;
        _timeout = timeout;
        Store = new SecretStore(kubectl);
        Backups = new Backups(Store);
        Workloads = new Workloads(kubectl, timeout);
    }

    public Kubectl Kubectl { get; }

    public SecretStore Store { get; }

    public Backups Backups { get; }

    public Workloads Workloads { get; }

    /// <summary>The running Redis.</summary>
    public CacheAccess Cache(string path) => new(Kubectl, Workloads, path, _timeout);
}
