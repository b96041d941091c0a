using Canopy.Kubernetes.Objects;
using Canopy.Kubernetes.Yaml;

namespace Canopy.Kubernetes.Components;

/// <summary>A folder that kustomize builds: its files, and the kustomization.yaml that names them.</summary>
internal sealed class Kustomization(string folder, string note)
{
    private readonly List<DeployFile> _files = [];
    private readonly YamlMap _head = new();
    private readonly YamlList _resources = [];
    private readonly YamlList _components = [];
    private readonly YamlList _generators = [];
    private readonly YamlList _images = [];
    private readonly YamlList _patches = [];
    private readonly YamlList _replacements = [];
    private YamlList? _labels;

    public static Kustomization Component(string name, string note)
    {
        var component = new Kustomization($"components/{name}", note);
        component._head["apiVersion"] = "kustomize.config.k8s.io/v1alpha1";
        component._head["kind"] = "Component";
        return component;
    }

    public static Kustomization Overlay(string name, string space, string note)
    {
        var overlay = new Kustomization($"overlays/{name}", note);
        overlay._head["apiVersion"] = "kustomize.config.k8s.io/v1beta1";
        overlay._head["kind"] = "Kustomization";
        overlay._head["namespace"] = space;
        return overlay;
    }

    public IEnumerable<DeployFile> Files => [new($"{folder}/kustomization.yaml", YamlWriter.Write(Head(), note)), .. _files];

    public Kustomization Uses(params string[] paths)
    {
        _resources.AddRange(paths);
        return this;
    }

    public Kustomization Includes(params string[] components)
    {
        _components.AddRange(components);
        return this;
    }

    /// <summary>An object, in a file named after its kind.</summary>
    public Kustomization Resource(YamlMap? resource, string? note = null, string? file = null) =>
        resource is null ? this : Resources(file ?? Kebab((string)resource["kind"]!), note, resource);

    public Kustomization Resources(string file, string? note, params YamlMap[] resources)
    {
        _resources.Add($"{file}.yaml");
        return Text($"{file}.yaml", YamlWriter.WriteAll(resources, note));
    }

    /// <summary>A strategic merge patch, in a file named after what it changes.</summary>
    public Kustomization Patch(YamlMap? patch, string? note = null, string? file = null)
    {
        if (patch is null)
        {
            return this;
        }

        file = $"{file ?? Kebab((string)patch["kind"]!)}.yaml";
        _patches.Add(new YamlMap { ["path"] = file });
        return Text(file, YamlWriter.Write(patch, note));
    }

    /// <summary>A patch of single operations on all objects of a kind with one of the names (a regular expression, or null for all).</summary>
    public Kustomization Patch(string kind, string? names, string file, YamlList operations, string? note = null)
        => Patch(kind, names, file, YamlWriter.Write(operations, note));

    /// <summary>A strategic merge patch of all objects of a kind with one of the names.</summary>
    public Kustomization Patch(string kind, string? names, string file, YamlMap patch, string? note = null)
        => Patch(kind, names, file, YamlWriter.Write(patch, note));

    /// <summary>Takes objects of other folders away.</summary>
    public Kustomization Without(IEnumerable<string> kinds, IEnumerable<string> names) =>
        InlinePatch(string.Join('|', kinds), string.Join('|', names), Difference.Deletion(Metadata.Object("any", "any", "any")));

    private Kustomization Patch(string kind, string? names, string file, string text)
    {
        _patches.Add(new YamlMap { ["target"] = new YamlMap { ["kind"] = kind, ["name"] = names }, ["path"] = $"{file}.yaml" });
        return Text($"{file}.yaml", text);
    }

    /// <summary>Patches within the kustomization itself.</summary>
    public Kustomization InlinePatch(string kind, string? names, YamlMap patch, string? note = null) => InlinePatch(kind, names, YamlWriter.Write(patch), note);

    public Kustomization InlinePatch(string kind, string? names, YamlList operations, string? note = null) => InlinePatch(kind, names, YamlWriter.Write(operations), note);

    private Kustomization InlinePatch(string kind, string? names, string text, string? note)
    {
        var entry = new YamlMap { ["target"] = new YamlMap { ["kind"] = kind, ["name"] = names }, ["patch"] = text };
        _patches.Add(note is null ? entry : new Noted(note, entry));
        return this;
    }

    public Kustomization ConfigMap(string name, IEnumerable<KeyValuePair<string, string>> literals)
    {
        _generators.Add(new YamlMap
        {
            ["name"] = name,
            ["literals"] = YamlList.Of(literals.Select(l => $"{l.Key}={l.Value}")),
        });
        return this;
    }

    public Kustomization ConfigMapOfFiles(string name, IEnumerable<DeployFile> files)
    {
        var all = files.ToArray();
        _generators.Add(new YamlMap { ["name"] = name, ["files"] = YamlList.Of(all.Select(f => f.Path)) });
        foreach (var file in all)
        {
            Text(file.Path, file.Text);
        }

        return this;
    }

    public Kustomization Image(string image, string tag)
    {
        _images.Add(new YamlMap { ["name"] = image, ["newTag"] = tag });
        return this;
    }

    /// <summary>Puts a variable of the overlay into fields.</summary>
    public Kustomization Replace(string variable, params YamlMap[] targets)
    {
        _replacements.Add(new YamlMap
        {
            ["source"] = new YamlMap { ["kind"] = "ConfigMap", ["name"] = Variables.Name, ["fieldPath"] = $"data.{variable}" },
            ["targets"] = YamlList.Of(targets),
        });
        return this;
    }

    public Kustomization Label(string key, string value)
    {
        _labels = [new YamlMap { ["pairs"] = new YamlMap { [key] = value }, ["includeTemplates"] = true }];
        return this;
    }

    public Kustomization Text(string file, string text)
    {
        _files.Add(new($"{folder}/{file}", text));
        return this;
    }

    private static string Kebab(string kind) =>
        string.Concat(kind.Select((c, i) => char.IsUpper(c) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(c)}" : $"{c}"));

    private YamlMap Head()
    {
        (string Key, YamlList? Items)[] parts =
        [
            ("resources", _resources), ("components", _components), ("configMapGenerator", _generators), ("images", _images),
            ("patches", _patches), ("replacements", _replacements), ("labels", _labels),
        ];
        foreach (var (key, items) in parts)
        {
            _head[key] = items is { Count: > 0 } ? items : null;
        }

        return _head;
    }
}
