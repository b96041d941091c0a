using System.Text.Json.Nodes;
using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>
/// The Pod Security Standard <c>restricted</c> with all of <c>baseline</c>, control by control
/// (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
/// </summary>
internal static class PodSecurityRules
{
    private static readonly HashSet<string> VolumeTypes = new(StringComparer.Ordinal) { "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret" };

    private static readonly HashSet<string> Sysctls = new(StringComparer.Ordinal)
    {
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
        "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes",
    };

    public static IEnumerable<string> Restricted(Deployed deployed) => deployed.Workloads.SelectMany(workload => OfPod(workload.Pod).Select(problem => $"{workload}: {problem}"));

    /// <summary>What the standard forbids in a pod's spec.</summary>
    public static IEnumerable<string> OfPod(JsonNode pod)
    {
        foreach (var field in new[] { "hostNetwork", "hostPID", "hostIPC" }.Where(field => pod.Text(field) == "true"))
            yield return $"{field} is true";
        foreach (var volume in pod.Items("volumes"))
        {
            var type = volume.AsObject().Select(pair => pair.Key).FirstOrDefault(key => key != "name") ?? "emptyDir";
            if (!VolumeTypes.Contains(type))
                yield return $"volume '{volume.Text("name")}' is of type {type}";
        }
        foreach (var sysctl in pod.Items("securityContext.sysctls").Select(item => item.Text("name") ?? string.Empty).Where(name => !Sysctls.Contains(name)))
            yield return $"sysctl '{sysctl}' is not a safe one";
        foreach (var problem in Contexts(pod.At("securityContext"), "the pod"))
            yield return problem;
        foreach (var container in pod.Items("initContainers").Concat(pod.Items("containers")).Concat(pod.Items("ephemeralContainers")))
        {
            var name = $"container '{container.Text("name")}'";
            foreach (var problem in Contexts(container.At("securityContext"), name).Concat(OfContainer(container, pod.At("securityContext"), name)))
                yield return problem;
        }
    }

    private static IEnumerable<string> OfContainer(JsonNode container, JsonNode? pod, string name)
    {
        var own = container.At("securityContext");
        if (own.Text("allowPrivilegeEscalation") != "false")
            yield return $"{name} does not say allowPrivilegeEscalation: false";
        if (own.Text("privileged") == "true")
            yield return $"{name} is privileged";
        if (!own.Texts("capabilities.drop").Contains("ALL", StringComparer.Ordinal))
            yield return $"{name} does not drop ALL capabilities";
        foreach (var capability in own.Texts("capabilities.add").Where(capability => capability != "NET_BIND_SERVICE"))
            yield return $"{name} adds capability {capability}";
        if ((own.Text("runAsNonRoot") ?? pod.Text("runAsNonRoot")) != "true")
            yield return $"{name} does not run as non-root";
        if ((own.Text("seccompProfile.type") ?? pod.Text("seccompProfile.type")) is not ("RuntimeDefault" or "Localhost"))
            yield return $"{name} has no seccomp profile";
        if (own.Text("procMount") is not (null or "Default"))
            yield return $"{name} has another procMount";
        foreach (var port in container.Items("ports").Where(port => port.Number("hostPort") is > 0))
            yield return $"{name} takes port {port.Text("hostPort")} of the host";
        foreach (var probe in new[] { "livenessProbe.httpGet", "readinessProbe.httpGet", "startupProbe.httpGet", "livenessProbe.tcpSocket", "readinessProbe.tcpSocket", "startupProbe.tcpSocket", "lifecycle.preStop.httpGet", "lifecycle.postStart.httpGet" })
        {
            if (!string.IsNullOrEmpty(container.Text($"{probe}.host")))
                yield return $"{name} asks another host in {probe}";
        }
    }

    /// <summary>Fields that a pod's and a container's context share.</summary>
    private static IEnumerable<string> Contexts(JsonNode? context, string owner)
    {
        if (context.Text("runAsUser") == "0")
            yield return $"{owner} runs as user 0";
        if (context.Text("runAsNonRoot") == "false")
            yield return $"{owner} says runAsNonRoot: false";
        if (context.Text("windowsOptions.hostProcess") == "true")
            yield return $"{owner} is a host process";
        if (context.Text("seccompProfile.type") == "Unconfined")
            yield return $"{owner} is not confined by seccomp";
        if (context.Text("appArmorProfile.type") == "Unconfined")
            yield return $"{owner} is not confined by AppArmor";
        if (context.Text("seLinuxOptions.type") is not (null or "" or "container_t" or "container_init_t" or "container_kvm_t" or "container_engine_t") || context.Has("seLinuxOptions.user") || context.Has("seLinuxOptions.role"))
            yield return $"{owner} has other SELinux options";
    }
}
