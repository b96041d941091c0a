namespace Canopy.Kubernetes;

/// <summary>What is the same for every workload of ours, so that nobody has to say it.</summary>
internal static class Conventions
{
    /// <summary>Name of the application, on the label <c>app.kubernetes.io/part-of</c> and before every namespace.</summary>
    public const string Application = "canopy";

    public const string MonitoringNamespace = "canopy-monitoring";

    public const string IngressNamespace = "ingress-nginx";

    /// <summary>The images' user.</summary>
    public const int User = 1000;

    /// <summary>Where /metrics and /info answer, for monitoring alone.</summary>
    public const int ManagementPort = 9090;

    public const string ManagementPortName = "management";

    /// <summary>OTLP by gRPC and by HTTP.</summary>
    public static readonly int[] OtlpPorts = [4317, 4318];

    /// <summary>The longest that a pod has to end: the sleep, 15 seconds for the program, and a reserve.</summary>
    public const int GraceSeconds = 30;

    /// <summary>Until every proxy knows that the pod is going.</summary>
    public const int SleepSeconds = 10;

    public const string FilesPath = "/etc/canopy";

    /// <summary>What the base says and a cluster must not: the listening address is HTTP_PORTS' business, and forwarded headers are trusted from known proxies only.</summary>
    public static readonly string[] DroppedSettings = ["ASPNETCORE_URLS", "ASPNETCORE_FORWARDEDHEADERS_ENABLED"];

    /// <summary>What <c>aspirate-output</c> has in the place of secrets.</summary>
    public const string FromSecret = "from-secret";

    public static string ConfigName(string workload) => $"{workload}-config";

    public static string SecretName(string workload) => $"{workload}-secrets";

    public static string HeadlessName(string workload) => $"{workload}-headless";
}
