using System.Text;
using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Kustomize;

/// <summary>Writes the files of one workload, line for line as Aspirate 9.1.0 does.</summary>
internal static class WorkloadYaml
{
    public static string Deployment(Workload workload) =>
        $"""
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {workload.Name}
          labels:
            app: {workload.Name}
        spec:
          minReadySeconds: 60
          replicas: 1
          selector:
            matchLabels:
              app: {workload.Name}
          strategy:
            type: Recreate
          template:
            metadata:
              labels:
                app: {workload.Name}
            spec:
              containers:
              - name: {workload.Name}
                image: {Yaml.Scalar(workload.Image)}
                imagePullPolicy: {workload.ImagePullPolicy}
        {Command(workload, "        ", "")}{DeploymentPorts(workload)}        envFrom:
                - configMapRef:
                    name: {workload.Name}-env
              terminationGracePeriodSeconds: 180
        """;

    public static string StatefulSet(Workload workload) =>
        $"""
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: {workload.Name}
          labels:
            app: {workload.Name}
        spec:
          serviceName: "{workload.Name}"
          replicas: 1
          selector:
            matchLabels:
              app: {workload.Name}
          template:
            metadata:
              labels:
                app: {workload.Name}
            spec:
              containers:
                - name: {workload.Name}
                  image: {Yaml.Scalar(workload.Image)}
                  imagePullPolicy: {workload.ImagePullPolicy}
        {Command(workload, "          ", "  ")}{StatefulSetPorts(workload)}          envFrom:
                    - configMapRef:
                        name: {workload.Name}-env
                  volumeMounts:
        {string.Concat(workload.Volumes.Select(Mount))}  volumeClaimTemplates:
        {string.Concat(workload.Volumes.Select(Claim))}
        """;

    public static string Service(Workload workload) =>
        $"""
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: {workload.Name}
        spec:
          type: ClusterIP
          selector:
            app: {workload.Name}
          ports:
        {string.Concat(workload.Ports.Select(ServicePort))}
        """;

    public static string Kustomization(Workload workload)
    {
        var text = new StringBuilder("resources:\n").Append($"- {workload.FileName}\n");
        if (workload.Ports.Count > 0)
        {
            text.Append("- service.yaml\n");
        }

        text.Append($"\ngeneratorOptions:\n  disableNameSuffixHash: true\n\nconfigMapGenerator:\n- name: {workload.Name}-env\n  literals:\n");
        foreach (var (name, value) in workload.Env)
        {
            text.Append(ConfigMapLiteral.Line(name, value)).Append('\n');
        }

        return text.Append('\n').ToString();
    }

    private static string Command(Workload workload, string indent, string deeper)
    {
        var text = new StringBuilder();
        if (workload.Entrypoint is { } entrypoint)
        {
            text.Append($"{indent}command:\n{indent}{deeper}- {Yaml.Scalar(entrypoint)}\n");
        }

        if (workload.Args.Count > 0)
        {
            text.Append($"{indent}args:\n");
            foreach (var arg in workload.Args)
            {
                text.Append($"{indent}{deeper}- {Yaml.Quoted(arg)}\n");
            }
        }

        return text.ToString();
    }

    private static string DeploymentPorts(Workload workload) => workload.Ports.Count == 0
        ? string.Empty
        : $"        ports:\n{string.Concat(workload.Ports.Select(p => $"        - name: {PortName(p)}\n          containerPort: {p.ContainerPort}\n{Protocol(p, "          ")}"))}";

    private static string StatefulSetPorts(Workload workload) => workload.Ports.Count == 0
        ? string.Empty
        : $"          ports:\n{string.Concat(workload.Ports.Select(p => $"            - containerPort: {p.ContainerPort}\n{Protocol(p, "              ")}"))}";

    private static string ServicePort(ManifestBinding port) =>
        $"  - name: {PortName(port)}\n    port: {port.ServicePort}\n    targetPort: {port.ContainerPort}\n{Protocol(port, "    ")}";

    private static string PortName(ManifestBinding port) => port.Name.ToLowerInvariant();

    private static string Protocol(ManifestBinding port, string indent) => port.Protocol == "udp" ? $"{indent}protocol: UDP\n" : string.Empty;

    private static string Mount(ManifestMount volume) =>
        $"            - name: {volume.Source}\n              mountPath: {Yaml.Scalar(volume.Target)}\n{(volume.ReadOnly ? "              readOnly: true\n" : string.Empty)}";

    private static string Claim(ManifestMount volume) =>
        $"    - metadata:\n        name: {volume.Source}\n      spec:\n        accessModes: [\"ReadWriteOnce\"]\n        resources:\n          requests:\n            storage: 1Gi\n";
}
