using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Objects;

/// <summary>The patch of a Deployment or StatefulSet with what is the workload's own.</summary>
internal static class PodPatch
{
    public static YamlMap Of(Workload workload)
    {
        var facts = workload.Facts;
        var patch = Metadata.Object("apps/v1", workload.Base.Kind, workload.Name);
        var pod = new YamlMap
        {
            ["serviceAccountName"] = workload.Name,
            ["securityContext"] = facts.User == Conventions.User ? null : User(facts.User),
            ["affinity"] = workload.IsProgram ? Affinity(workload.Name) : null,
            ["topologySpreadConstraints"] = workload.IsProgram ? Spread(workload.Name) : null,
            ["containers"] = new YamlList { Container(workload) },
            ["volumes"] = facts.Start is null ? null : new YamlList { Files(workload.Name), Scratch.Volume("tmp") },
        };
        patch["spec"] = new YamlMap
        {
            ["replicas"] = facts.Autoscaling is null ? facts.Replicas : new Noted("The autoscaler owns it.", Removed.Key),
            ["serviceName"] = workload.Base.Kind == "StatefulSet" ? Conventions.HeadlessName(workload.Name) : null,
            ["template"] = new YamlMap { ["spec"] = pod },
            ["volumeClaimTemplates"] = facts.Storage is { } storage ? Claim(workload.Base.Claims[0].Name, storage) : null,
        };
        return patch;
    }

    private static YamlMap Container(Workload workload)
    {
        var facts = workload.Facts;
        return new YamlMap
        {
            ["name"] = workload.Name,
            ["command"] = facts.Start is { } start ? YamlList.Of(start.Command) : null,
            ["args"] = facts.Start is null ? null : Removed.Key,
            ["envFrom"] = EnvironmentFrom(workload),
            ["ports"] = Ports(workload),
            ["resources"] = new YamlMap { ["requests"] = Amounts(facts.Requests!.Value), ["limits"] = Amounts(facts.Limits!.Value) },
            ["startupProbe"] = Probe(facts.Startup),
            ["livenessProbe"] = Probe(facts.Liveness),
            ["readinessProbe"] = Probe(facts.Readiness),
            ["securityContext"] = facts.User == Conventions.User ? null : new YamlMap { ["runAsUser"] = facts.User },
            ["volumeMounts"] = facts.Start is null
                ? null
                : new YamlList { new YamlMap { ["name"] = "files", ["mountPath"] = Conventions.FilesPath, ["readOnly"] = true }, Scratch.Mount("tmp", "/tmp") },
        };
    }

    private static YamlList EnvironmentFrom(Workload workload)
    {
        var sources = new YamlList();
        if (workload.Facts.Start is null)
        {
            sources.Add(new YamlMap { ["configMapRef"] = Metadata.Named(Conventions.ConfigName(workload.Name)) });
        }

        if (workload.Facts.Secrets.Count > 0)
        {
            sources.Add(new YamlMap { ["secretRef"] = Metadata.Named(Conventions.SecretName(workload.Name)) });
        }

        return sources;
    }

    private static YamlList? Ports(Workload workload)
    {
        var ports = new YamlList();
        foreach (var port in workload.TlsPorts)
        {
            ports.Add(new Noted("TLS ends at the edge.", new YamlMap { ["$patch"] = "delete", ["containerPort"] = port.Number }));
        }

        if (!workload.IsProgram)
        {
            foreach (var port in workload.Ports)
            {
                ports.Add(new YamlMap { ["containerPort"] = port.Number, ["name"] = port.Name });
            }
        }

        return ports.Count > 0 ? ports : null;
    }

    private static YamlMap Amounts((Quantity Cpu, Quantity Memory) amounts) =>
        new() { ["cpu"] = amounts.Cpu.Text, ["memory"] = amounts.Memory.Text };

    private static YamlMap? Probe(Probe? probe)
    {
        if (probe is null)
        {
            return null;
        }

        var question = probe switch
        {
            HttpProbe http => new YamlMap { ["httpGet"] = new YamlMap { ["path"] = http.Path, ["port"] = http.Port } },
            TcpProbe tcp => new YamlMap { ["tcpSocket"] = new YamlMap { ["port"] = tcp.Port } },
            ExecProbe exec => new YamlMap { ["exec"] = new YamlMap { ["command"] = YamlList.Of(exec.Command) } },
            _ => throw new InvalidOperationException(),
        };
        question["initialDelaySeconds"] = probe.InitialDelay == 0 ? null : probe.InitialDelay;
        question["periodSeconds"] = probe.Period;
        question["timeoutSeconds"] = probe.Timeout;
        question["failureThreshold"] = probe.Failures;
        return question;
    }

    private static YamlMap User(int user) => new() { ["runAsUser"] = user, ["runAsGroup"] = user, ["fsGroup"] = user };

    private static YamlMap Affinity(string name) => new()
    {
        ["podAntiAffinity"] = new YamlMap
        {
            ["preferredDuringSchedulingIgnoredDuringExecution"] = new YamlList
            {
                new YamlMap
                {
                    ["weight"] = 100,
                    ["podAffinityTerm"] = new YamlMap { ["topologyKey"] = "kubernetes.io/hostname", ["labelSelector"] = Metadata.Selector(name) },
                },
            },
        },
    };

    private static YamlList Spread(string name) =>
    [
        new YamlMap
        {
            ["maxSkew"] = 1,
            ["topologyKey"] = "topology.kubernetes.io/zone",
            ["whenUnsatisfiable"] = "ScheduleAnyway",
            ["labelSelector"] = Metadata.Selector(name),
        },
    ];

    private static YamlMap Files(string name) => new()
    {
        ["name"] = "files",
        ["configMap"] = Metadata.Named(Conventions.ConfigName(name)),
    };

    private static YamlList Claim(string name, Storage storage) =>
    [
        new YamlMap
        {
            ["metadata"] = Metadata.Named(name),
            ["spec"] = new YamlMap
            {
                ["accessModes"] = new YamlList { "ReadWriteOnce" },
                ["storageClassName"] = storage.StorageClass,
                ["resources"] = new YamlMap { ["requests"] = new YamlMap { ["storage"] = storage.Size.Text } },
            },
        },
    ];
}
