using Canopy.Kubernetes.Objects;
using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Components;

/// <summary>What of an overlay components need to know; its ConfigMap is read by replacements and never applied.</summary>
internal static class Variables
{
    public const string Name = "variables";
    public const string Host = "host";
    public const string Issuer = "issuer";
    public const string GatewayClass = "gatewayClass";
    public const string GatewayNamespace = "gatewayNamespace";
    public const string Redis = "redis";

    public static YamlMap Of(KubernetesEnvironment environment)
    {
        var variables = Metadata.Object("v1", "ConfigMap", Name);
        variables.Map("metadata")["annotations"] = new YamlMap { ["config.kubernetes.io/local-config"] = "true" };
        variables["data"] = new YamlMap
        {
            [Host] = environment.HostName,
            [Issuer] = environment.IssuerName,
            [GatewayClass] = environment.UsesGateway ? "envoy" : null,
            [GatewayNamespace] = environment.UsesGateway ? "envoy-gateway-system" : null,
            [Redis] = environment.RedisAddress,
        };
        return variables;
    }

    public static YamlMap Target(string kind, string name, params string[] fields) => new()
    {
        ["select"] = new YamlMap { ["kind"] = kind, ["name"] = name },
        ["fieldPaths"] = YamlList.Of(fields),
    };

    /// <summary>A field that holds https://HOST.</summary>
    public static YamlMap UrlTarget(string kind, string name, string field)
    {
        var target = Target(kind, name, field);
        target["options"] = new YamlMap { ["delimiter"] = "/", ["index"] = 2 };
        return target;
    }
}
