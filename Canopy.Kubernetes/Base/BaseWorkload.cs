using Aspire.Hosting;
using YamlDotNet.RepresentationModel;

namespace Canopy.Kubernetes.Base;

/// <summary>What the kustomize base has of one workload.</summary>
/// <param name="Name">Its name, also the folder's.</param>
/// <param name="Kind">Deployment or StatefulSet.</param>
/// <param name="Image">The image without its tag.</param>
/// <param name="ContainerPorts">The container's ports.</param>
/// <param name="ServicePorts">The Service's ports by name.</param>
/// <param name="Claims">Names and paths of the volumes.</param>
/// <param name="Literals">Keys of the ConfigMap.</param>
internal sealed record BaseWorkload(
    string Name,
    string Kind,
    string Image,
    IReadOnlyList<int> ContainerPorts,
    IReadOnlyList<ServicePort> ServicePorts,
    IReadOnlyList<Claim> Claims,
    IReadOnlyList<KeyValuePair<string, string>> Literals)
{
    public string ConfigMap => $"{Name}-env";

    /// <summary>Reads the folder that Aspirate, or the builtin generator, wrote for a resource.</summary>
    /// <exception cref="DistributedApplicationException">It is not there, or not such a folder.</exception>
    public static BaseWorkload Read(string folder, string name)
    {
        var kind = File.Exists(Path.Combine(folder, name, "statefulset.yaml")) ? "StatefulSet" : "Deployment";
        var workload = Document(folder, name, $"{kind.ToLowerInvariant()}.yaml");
        var pod = workload.Map("spec").Map("template").Map("spec");
        var container = pod.Maps("containers").Single();
        return new(
            name,
            kind,
            WithoutTag(container.Text("image")),
            [.. container.Maps("ports").Select(p => p.Number("containerPort"))],
            [.. Document(folder, name, "service.yaml").Map("spec").Maps("ports").Select(p => new ServicePort(p.Text("name"), p.Number("port")))],
            [.. container.Maps("volumeMounts").Select(m => new Claim(m.Text("name"), m.Text("mountPath")))],
            [.. Document(folder, name, "kustomization.yaml").Maps("configMapGenerator").Where(g => g.Text("name") == $"{name}-env").SelectMany(g => g.Texts("literals")).Select(Literal)]);
    }

    private static YamlMappingNode Document(string folder, string name, string file)
    {
        var path = Path.Combine(folder, name, file);
        if (!File.Exists(path))
        {
            throw new DistributedApplicationException($"The base has no {path}, so it is not of this AppHost, which deploys '{name}'. ./canopy generate writes it.");
        }

        var yaml = new YamlStream();
        using var reader = File.OpenText(path);
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static KeyValuePair<string, string> Literal(string line)
    {
        var parts = line.Split('=', 2);
        return new(parts[0], parts[1]);
    }

    private static string WithoutTag(string image)
    {
        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? image[..colon] : image;
    }
}

internal sealed record ServicePort(string Name, int Number);

internal sealed record Claim(string Name, string Path);
