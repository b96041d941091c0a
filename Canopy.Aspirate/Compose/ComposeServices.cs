using System.Text;
using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Compose;

/// <summary>Writes the services of a Compose file.</summary>
internal sealed class ComposeServices(Manifest manifest, ComposeOptions options, ComposeValues values, ComposeVariables variables, Dependencies dependencies, List<string> warnings)
{
    private readonly HashSet<int> _hostPorts = [];
    private readonly List<OutputFile> _files = [];

    /// <summary>Copies of what services mount.</summary>
    public IReadOnlyList<OutputFile> Files => _files;

    public void Append(StringBuilder text, ManifestResource resource)
    {
        var field = $"resources.{resource.Name}";
        text.Append($"  {Yaml.Scalar(ResourceNames.Label(resource.Name))}:\n");
        text.Append($"    image: {Yaml.Scalar(ImageNames.Of(resource, options))}\n");
        AppendBuild(text, resource);
        if (resource.Entrypoint is { } entrypoint)
        {
            AppendList(text, "entrypoint", [entrypoint.Replace("$", "$$", StringComparison.Ordinal)]);
        }

        AppendList(text, "command", resource.Args.Select((arg, i) => values.Resolve(arg, $"{field}.args[{i}]")));
        AppendEnvironment(text, resource, field);
        AppendPorts(text, resource);
        AppendMounts(text, resource);
        AppendDependencies(text, resource);
        if (HealthCheck.Of(resource) is { } check)
        {
            text.Append(check);
        }

        text.Append("    restart: unless-stopped\n");
    }

    private static string FileOf(ManifestResource resource, MountedFile file) => $"{MountedFile.Folder}/{ResourceNames.Label(resource.Name)}/{file.Key}";

    private static void AppendList(StringBuilder text, string key, IEnumerable<string> items)
    {
        var lines = string.Concat(items.Select(item => $"      - {Yaml.Quoted(item)}\n"));
        if (lines.Length > 0)
        {
            text.Append($"    {key}:\n{lines}");
        }
    }

    private void AppendBuild(StringBuilder text, ManifestResource resource)
    {
        if (options.Sources is not { } sources || resource.Path is not { } path || manifest.Folder is not { } folder)
        {
            return;
        }

        var dockerfile = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path, folder))!, "Dockerfile");
        if (resource.IsProject && File.Exists(dockerfile))
        {
            text.Append($"    build:\n      context: ..\n      dockerfile: {Yaml.Scalar(Path.GetRelativePath(sources, dockerfile).Replace('\\', '/'))}\n");
        }
    }

    private void AppendEnvironment(StringBuilder text, ManifestResource resource, string field)
    {
        var lines = new StringBuilder();
        foreach (var (name, expression) in resource.Env)
        {
            var value = values.Resolve(expression, $"{field}.env.{name}");

            // What came to nothing, an https address mostly, is not there.
            if (value.Length > 0 || expression.Length == 0)
            {
                lines.Append($"      {Yaml.Scalar(name)}: {Yaml.Quoted(value)}\n");
            }
        }

        if (lines.Length > 0)
        {
            text.Append("    environment:\n").Append(lines);
        }
    }

    /// <summary>What is for people outside is published; the other services reach everything without that.</summary>
    private void AppendPorts(StringBuilder text, ManifestResource resource)
    {
        List<string> published = [];
        foreach (var binding in resource.Bindings.Where(b => b is { External: true, IsHttps: false }))
        {
            var port = binding.ServicePort;
            while (!_hostPorts.Add(port))
            {
                port++;
            }

            var protocol = binding.Protocol == "udp" ? "/udp" : string.Empty;
            published.Add($"{variables.HostPort(resource.Name, binding.Name, port)}:{binding.ContainerPort}{protocol}");
        }

        AppendList(text, "ports", published);
    }

    private void AppendMounts(StringBuilder text, ManifestResource resource)
    {
        var files = MountedFile.Of(manifest, resource, warnings);
        AppendList(text, "volumes",
        [
            .. resource.Volumes.Select(v => $"{ResourceNames.Label(v.Source)}:{v.Target}{(v.ReadOnly ? ":ro" : string.Empty)}"),
            .. files.Select(f => $"./{FileOf(resource, f)}:{f.Target}:ro"),
        ]);
        _files.AddRange(files.Select(f => new OutputFile(FileOf(resource, f), f.Text)));
    }

    private void AppendDependencies(StringBuilder text, ManifestResource resource)
    {
        var needed = dependencies.Of(resource);
        if (needed.Count == 0)
        {
            return;
        }

        text.Append("    depends_on:\n");
        foreach (var other in needed)
        {
            var condition = HealthCheck.Of(other) is null ? "service_started" : "service_healthy";
            text.Append($"      {Yaml.Scalar(ResourceNames.Label(other.Name))}:\n        condition: {condition}\n");
        }
    }
}
