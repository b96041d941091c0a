using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Canopy.Kubernetes.Base;

namespace Canopy.Kubernetes;

/// <summary>A resource as it is deployed: what the model says, what the base has, and the facts for production.</summary>
internal sealed class Workload
{
    private readonly IReadOnlyList<EndpointAnnotation> _endpoints;

    public Workload(IResource resource, BaseWorkload inBase, WorkloadFacts facts)
    {
        Resource = resource;
        Base = inBase;
        Facts = facts;
        _endpoints = [.. resource.Annotations.OfType<EndpointAnnotation>()];
        Check();
    }

    public IResource Resource { get; }

    public BaseWorkload Base { get; }

    public WorkloadFacts Facts { get; }

    public string Name => Base.Name;

    /// <summary>Whether it is one of our programs, with health routes and a management port.</summary>
    public bool IsProgram => Resource is ProjectResource;

    /// <summary>Ports that callers use. What speaks https does not: certificates end at the edge.</summary>
    public IEnumerable<ServicePort> Ports => Base.ServicePorts.Where(p => !IsTls(p));

    public IEnumerable<ServicePort> TlsPorts => Base.ServicePorts.Where(IsTls);

    /// <summary>The port of an endpoint by its name.</summary>
    public ServicePort Port(string name) => Ports.FirstOrDefault(p => p.Name == name)
        ?? throw Wrong($"has no port '{name}'; it has {string.Join(", ", Ports.Select(p => p.Name))}");

    /// <summary>Names of the resources that it calls.</summary>
    public IEnumerable<string> Calls => Resource.Annotations.OfType<ResourceRelationshipAnnotation>()
        .Where(r => r.Type == "Reference").Select(r => r.Resource.Name).Distinct(StringComparer.Ordinal);

    /// <summary>The ConfigMap's keys: the base's, without secrets and what a cluster must not have, then those for production.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings(Func<string, Workload> find) => Base.Literals
        .Concat(IsProgram ? [new("MANAGEMENT_PORT", $"{Conventions.ManagementPort}")] : [])
        .Where(l => l.Value != Conventions.FromSecret && !Conventions.DroppedSettings.Contains(l.Key, StringComparer.Ordinal) && !Facts.Settings.Exists(s => s.Key == l.Key))
        .Concat(Facts.Settings.Select(s => KeyValuePair.Create(s.Key, s.Text ?? Address(s.Endpoint!, find))));

    /// <summary>The same workload with other facts.</summary>
    public Workload With(Action<KubernetesWorkload> change)
    {
        var changed = new KubernetesWorkload(Facts);
        change(changed);
        return new Workload(Resource, Base, changed.Facts);
    }

    public DistributedApplicationException Wrong(string what) => new($"Kubernetes: '{Resource.Name}' {what}.");

    private static string Address(EndpointReference endpoint, Func<string, Workload> find)
    {
        var target = find(endpoint.Resource.Name);
        return $"http://{target.Name}:{target.Port(endpoint.EndpointName).Number}";
    }

    private bool IsTls(ServicePort port) => _endpoints.Any(e => e.Name == port.Name && e.UriScheme == "https");

    private void Check()
    {
        foreach (var probe in new[] { Facts.Liveness, Facts.Readiness, Facts.Startup }.OfType<Probe>())
        {
            _ = probe switch
            {
                HttpProbe http => Port(http.Port),
                TcpProbe tcp => Port(tcp.Port),
                _ => null,
            };
        }

        if (Facts.Ingress is not null && !_endpoints.Any(e => e is { IsExternal: true, UriScheme: "http" }))
        {
            throw Wrong("has an Ingress and no external http endpoint; WithExternalHttpEndpoints makes it external");
        }

        if (Facts.Storage is not null && Base.Claims.Count != 1)
        {
            throw Wrong($"has Storage and {Base.Claims.Count} volumes; it must have one");
        }

        var unnamed = Base.Literals.Where(l => l.Value == Conventions.FromSecret && !Facts.Secrets.Exists(s => s.Name == l.Key)).Select(l => l.Key).ToArray();
        if (unnamed.Length > 0)
        {
            throw Wrong($"gets {string.Join(", ", unnamed)} from a secret, which Secrets(…) does not name");
        }

        if (Facts.Requests is not { } least || Facts.Limits is not { } most || least.Cpu.Value > most.Cpu.Value || least.Memory.Value > most.Memory.Value)
        {
            throw Wrong("must have Requests and Limits, the limits not below the requests");
        }

        if (Facts.Liveness is null || Facts.Readiness is null)
        {
            throw Wrong("must have a Liveness and a Readiness probe");
        }
    }
}
