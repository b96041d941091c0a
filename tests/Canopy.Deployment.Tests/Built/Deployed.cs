namespace Canopy.Deployment.Tests.Built;

/// <summary>What is in a cluster once an overlay is applied: its objects, those of the cluster itself, and the secrets.</summary>
/// <param name="Name">The environment, such as <c>prod</c>.</param>
/// <param name="Objects">What the overlay builds.</param>
/// <param name="Cluster">What the folder of the cluster builds.</param>
/// <param name="Secrets">The Secrets that an operator makes, by name.</param>
internal sealed record Deployed(string Name, IReadOnlyList<KubeObject> Objects, IReadOnlyList<KubeObject> Cluster, IReadOnlyDictionary<string, SecretPlan> Secrets)
{
    public string Namespace => $"canopy-{Name}";

    public IEnumerable<Workload> Workloads => Objects.Where(item => Workload.TemplateOf(item) is not null).Select(item => new Workload(item));

    public IEnumerable<KubeObject> Of(string kind) => Objects.Where(item => item.Kind == kind);

    public KubeObject? Find(string kind, string? name) => Of(kind).FirstOrDefault(item => item.Name == name);

    /// <summary>The one object of that name; a failed test where there is none.</summary>
    public KubeObject One(string kind, string name)
    {
        var found = Find(kind, name);
        Assert.True(found is not null, $"{Name}: there is no {kind}/{name}; there are: {string.Join(", ", Of(kind).Select(item => item.Name))}");
        return found;
    }

    public Workload Pods(string name)
    {
        var found = Workloads.FirstOrDefault(workload => workload.Name == name);
        Assert.True(found is not null, $"{Name}: there is no workload '{name}'; there are: {string.Join(", ", Workloads)}");
        return found;
    }

    /// <summary>The least and the greatest number of pods of a workload.</summary>
    public (int Least, int Greatest) Replicas(Workload workload)
    {
        var scaler = Of("HorizontalPodAutoscaler")
            .FirstOrDefault(item => item.Text("spec.scaleTargetRef.kind") == workload.Object.Kind && item.Text("spec.scaleTargetRef.name") == workload.Name);
        var replicas = workload.Object.Number("spec.replicas") ?? 1;
        return scaler is null ? (replicas, replicas) : (scaler.Number("spec.minReplicas") ?? 1, scaler.Number("spec.maxReplicas") ?? 0);
    }

    public override string ToString() => Name;
}
