using System.Text;
using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Kustomize;

/// <summary>Writes the files of one workload as Aspirate 9.1.0 does; what differs is in docs/publishing.md.</summary>
internal static class WorkloadYaml
{
    public static string Deployment(Workload workload) =>
        $"""
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {Name(workload)}
          labels:
            app: {Name(workload)}
        spec:
          minReadySeconds: 60
          replicas: 1
          selector:
            matchLabels:
              app: {Name(workload)}
          strategy:
            type: Recreate
          template:
            metadata:
              labels:
                app: {Name(workload)}
            spec:
              containers:
              - name: {Name(workload)}
                image: {Yaml.Scalar(workload.Image)}
                imagePullPolicy: {workload.ImagePullPolicy}
        {Command(workload, "        ", "")}{DeploymentPorts(workload)}{EnvFrom(workload, "        ", "")}{List("        volumeMounts:", workload.Files.Select(f => Mount(f, workload, "        ")))}      terminationGracePeriodSeconds: 180
        {FilesVolume(workload)}
        """.TrimEnd('\n');

    public static string StatefulSet(Workload workload) =>
        $"""
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: {Name(workload)}
          labels:
            app: {Name(workload)}
        spec:
          serviceName: "{workload.Name}"
          replicas: 1
          selector:
            matchLabels:
              app: {Name(workload)}
          template:
            metadata:
              labels:
                app: {Name(workload)}
            spec:
              containers:
                - name: {Name(workload)}
                  image: {Yaml.Scalar(workload.Image)}
                  imagePullPolicy: {workload.ImagePullPolicy}
        {Command(workload, "          ", "  ")}{StatefulSetPorts(workload)}{EnvFrom(workload, "          ", "  ")}          volumeMounts:
        {string.Concat(workload.Volumes.Select(Mount))}{string.Concat(workload.Files.Select(f => Mount(f, workload, "            ")))}{FilesVolume(workload)}  volumeClaimTemplates:
        {string.Concat(workload.Volumes.Select(Claim))}
        """;

    public static string Service(Workload workload) =>
        $"""
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: {Name(workload)}
        spec:
          type: ClusterIP
          selector:
            app: {Name(workload)}
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

        text.Append("\ngeneratorOptions:\n  disableNameSuffixHash: true\n\n");
        text.Append(List("configMapGenerator:",
        [
            List($"- name: {workload.Name}-env\n  literals:", workload.Env.Select(v => $"{ConfigMapLiteral.Line(v.Key, v.Value)}\n")),
            List($"- name: {workload.FilesName}\n  files:", workload.Files.Select(f => $"    - {MountedFile.Folder}/{f.Key}\n")),
        ]));
        return text.Append('\n').ToString();
    }

    /// <summary>A heading and what stands beneath it, or nothing where nothing does.</summary>
    private static string List(string heading, IEnumerable<string> lines) => string.Concat(lines) is { Length: > 0 } text ? $"{heading}\n{text}" : string.Empty;

    private static string Name(Workload workload) => Yaml.Scalar(workload.Name);

    private static string Command(Workload workload, string indent, string deeper) =>
        (workload.Entrypoint is { } entrypoint ? $"{indent}command:\n{indent}{deeper}- {Yaml.Scalar(entrypoint)}\n" : string.Empty)
        + List($"{indent}args:", workload.Args.Select(arg => $"{indent}{deeper}- {Yaml.Quoted(arg)}\n"));

    private static string DeploymentPorts(Workload workload) =>
        List("        ports:", workload.Ports.Select(p => $"        - name: {PortName(p)}\n          containerPort: {p.ContainerPort}\n{Protocol(p, "          ")}"));

    private static string StatefulSetPorts(Workload workload) =>
        List("          ports:", workload.Ports.Select(p => $"            - containerPort: {p.ContainerPort}\n{Protocol(p, "              ")}"));

    private static string EnvFrom(Workload workload, string indent, string deeper) => workload.Env.Count == 0
        ? string.Empty
        : $"{indent}envFrom:\n{indent}{deeper}- configMapRef:\n{indent}{deeper}    name: {workload.Name}-env\n";

    private static string ServicePort(ManifestBinding port) =>
        $"  - name: {PortName(port)}\n    port: {port.ServicePort}\n    targetPort: {port.ContainerPort}\n{Protocol(port, "    ")}";

    private static string PortName(ManifestBinding port) => Yaml.Scalar(port.Name.ToLowerInvariant());

    private static string Protocol(ManifestBinding port, string indent) => port.Protocol == "udp" ? $"{indent}protocol: UDP\n" : string.Empty;

    private static string Mount(ManifestMount volume) =>
        $"            - name: {Yaml.Scalar(volume.Source)}\n              mountPath: {Yaml.Scalar(volume.Target)}\n{(volume.ReadOnly ? "              readOnly: true\n" : string.Empty)}";

    private static string Mount(MountedFile file, Workload workload, string indent) =>
        $"{indent}- name: {workload.FilesName}\n{indent}  mountPath: {Yaml.Scalar(file.Target)}\n{indent}  subPath: {Yaml.Scalar(file.Key)}\n{indent}  readOnly: true\n";

    private static string FilesVolume(Workload workload) => workload.Files.Count == 0
        ? string.Empty
        : $"      volumes:\n      - name: {workload.FilesName}\n        configMap:\n          name: {workload.FilesName}\n";

    private static string Claim(ManifestMount volume) =>
        $"    - metadata:\n        name: {Yaml.Scalar(volume.Source)}\n      spec:\n        accessModes: [\"ReadWriteOnce\"]\n        resources:\n          requests:\n            storage: 1Gi\n";
}
