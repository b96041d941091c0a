using Canopy.Kubernetes.Objects;
using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Components;

/// <summary>components/program: what our own programs share, whichever they are.</summary>
internal static class ProgramComponent
{
    private const string Spec = "/spec/template/spec";
    private const string Container = $"{Spec}/containers/0";

    public static IEnumerable<DeployFile> Files(IEnumerable<string> programs) => Kustomization
        .Component("program", "Canopy's own programs: how they are replaced, how they end, who they are, where they are measured.")
        .Patch("Deployment", string.Join('|', programs.Order(StringComparer.Ordinal)), "deployment", [.. Rollout(), .. End(), .. Identity(), .. Metrics(), .. Folders()])
        .Files;

    private static YamlList Rollout() =>
    [
        new Noted("A new pod must be ready before an old one goes.", JsonPatch.Replace("/spec/strategy", new YamlMap
        {
            ["type"] = "RollingUpdate",
            ["rollingUpdate"] = new YamlMap { ["maxSurge"] = 1, ["maxUnavailable"] = 0 },
        })),
        JsonPatch.Replace("/spec/minReadySeconds", 10),
        JsonPatch.Add("/spec/revisionHistoryLimit", 5),
        JsonPatch.Add("/spec/progressDeadlineSeconds", 600),
    ];

    private static YamlList End() =>
    [
        new Noted(
            "Until every proxy knows that the pod is going it still answers; then it has 15 seconds to hand its viewers over and save its runs.",
            JsonPatch.Add($"{Container}/lifecycle", new YamlMap
            {
                ["preStop"] = new YamlMap { ["sleep"] = new YamlMap { ["seconds"] = Conventions.SleepSeconds } },
            })),
        JsonPatch.Replace($"{Spec}/terminationGracePeriodSeconds", Conventions.GraceSeconds),
    ];

    private static YamlList Identity() =>
    [
        new Noted(
            "Shown by /info, and put on telemetry.",
            JsonPatch.Add($"{Container}/env", new YamlList { FromField("POD_NAME", "metadata.name"), FromField("POD_NAMESPACE", "metadata.namespace") })),
    ];

    private static YamlList Metrics() =>
    [
        new Noted("/metrics and /info answer on a port of their own, which only monitoring reaches.", JsonPatch.Add("/spec/template/metadata/annotations", new YamlMap
        {
            ["prometheus.io/scrape"] = "true",
            ["prometheus.io/port"] = $"{Conventions.ManagementPort}",
            ["prometheus.io/path"] = "/metrics",
        })),
        JsonPatch.Add($"{Container}/ports/-", new YamlMap { ["name"] = Conventions.ManagementPortName, ["containerPort"] = Conventions.ManagementPort }),
    ];

    private static YamlList Folders() =>
    [
        new Noted("All that they may write to; it goes with the pod.", JsonPatch.Add($"{Spec}/volumes", new YamlList { Scratch.Volume("tmp"), Scratch.Volume("logs") })),
        JsonPatch.Add($"{Container}/volumeMounts", new YamlList { Scratch.Mount("tmp", "/tmp"), Scratch.Mount("logs", "/app/logs") }),
    ];

    private static YamlMap FromField(string name, string field) => new()
    {
        ["name"] = name,
        ["valueFrom"] = new YamlMap { ["fieldRef"] = new YamlMap { ["fieldPath"] = field } },
    };
}
