using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Objects;

/// <summary>A workload's Services.</summary>
internal static class Services
{
    /// <summary>Patch of the base's Service; null when it is right as it is.</summary>
    public static YamlMap? Patch(Workload workload)
    {
        var spec = new YamlMap
        {
            ["sessionAffinity"] = workload.Facts.StickySessions ? "ClientIP" : null,
            ["ports"] = workload.TlsPorts.Any()
                ? YamlList.Of(workload.TlsPorts.Select(p => new Noted("TLS ends at the edge.", new YamlMap { ["$patch"] = "delete", ["port"] = p.Number })))
                : null,
        };
        if (spec.Count == 0)
        {
            return null;
        }

        var service = Metadata.Object("v1", "Service", workload.Name);
        service["spec"] = spec;
        return service;
    }

    /// <summary>The names of the single pods.</summary>
    public static YamlMap Headless(Workload workload)
    {
        var service = Metadata.Object("v1", "Service", Conventions.HeadlessName(workload.Name));
        service["spec"] = new YamlMap
        {
            ["clusterIP"] = "None",
            ["selector"] = new YamlMap { ["app"] = workload.Name },
            ["ports"] = YamlList.Of(workload.Ports.Select(p => new YamlMap { ["name"] = p.Name, ["port"] = p.Number, ["targetPort"] = p.Number })),
        };
        return service;
    }
}
