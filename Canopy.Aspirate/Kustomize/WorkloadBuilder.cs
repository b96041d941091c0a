using Canopy.Aspirate.Manifests;
using Canopy.Aspirate.Values;

namespace Canopy.Aspirate.Kustomize;

/// <summary>Makes a workload of a resource.</summary>
internal sealed class WorkloadBuilder(Manifest manifest, KustomizeOptions options, ValueResolver values, SecretReferences secrets, List<string> warnings)
{
    /// <summary>The variable that says where a project listens.</summary>
    public const string ListensOn = "ASPNETCORE_URLS";

    private const string DashboardReceiver = "http://aspire-dashboard:18889";
    private const int UsualHttpPort = 8080;

    /// <summary>Where a project listens: where its binding says.</summary>
    public static string ListeningAddress(ManifestResource project) =>
        $"http://+:{project.Bindings.FirstOrDefault(b => b.Scheme == "http")?.ContainerPort ?? UsualHttpPort};";

    public Workload Build(ManifestResource resource)
    {
        var field = $"resources.{resource.Name}";
        return new(
            ResourceNames.Label(resource.Name),
            ImageNames.Of(resource, options),
            options.ImagePullPolicy,
            resource.Entrypoint,
            [.. resource.Args.Select((arg, i) => Argument(arg, $"{field}.args[{i}]"))],
            Environment(resource, field),
            resource.Bindings,
            [.. resource.Volumes.Select(v => v with { Source = ResourceNames.Label(v.Source) })],
            MountedFile.Of(manifest, resource, warnings));
    }

    private string Argument(string expression, string field) => !options.DisableSecrets && secrets.Contains(expression)
        ? throw new ManifestException(field, "holds a secret, which would stand there in plain text; hand it over in the environment.")
        : values.Resolve(expression, field);

    private List<KeyValuePair<string, string>> Environment(ManifestResource resource, string field)
    {
        List<KeyValuePair<string, string>> env = [];
        foreach (var (name, expression) in resource.Env)
        {
            // The whole value: a part of a connection string cannot be replaced later.
            var value = !options.DisableSecrets && secrets.Contains(expression)
                ? ParameterValues.FromSecret
                : values.Resolve(expression, $"{field}.env.{name}");

            // What came to nothing, an https address mostly, is not there.
            if (value.Length > 0 || expression.Length == 0)
            {
                env.Add(new(name, value));
            }
        }

        if (options.IncludeDashboard)
        {
            env.Add(new("OTEL_EXPORTER_OTLP_ENDPOINT", DashboardReceiver));
            env.Add(new("OTEL_SERVICE_NAME", ResourceNames.Label(resource.Name)));
        }

        if (resource.IsProject)
        {
            env.Add(new(ListensOn, ListeningAddress(resource)));
        }

        return env;
    }
}
