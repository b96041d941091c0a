using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Compose;

/// <summary>The variables of a Compose file, and the example of the <c>.env</c> file that sets them.</summary>
internal sealed class ComposeVariables
{
    private readonly SortedDictionary<string, string> _example = new(StringComparer.Ordinal);

    /// <summary>A parameter: the deployment must set it, unless the model has a value for it.</summary>
    public string Parameter(ManifestResource parameter)
    {
        var name = Name(parameter.Name);
        return parameter.Input is { Secret: false, Default: { } value } && !value.Contains('}', StringComparison.Ordinal)
            ? Optional(name, value)
            : Required(name, parameter.Input!.Secret ? "# a secret" : "# needed");
    }

    /// <summary>A parameter in the form that URLs need; Compose cannot make that form itself.</summary>
    public string UriEncoded(string parameterName) =>
        Required($"{Name(parameterName)}_URI_ENCODED", $"# {Name(parameterName)}, percent-encoded");

    /// <summary>A port of this machine.</summary>
    public string HostPort(string service, string binding, int port) => Optional($"{Name(service)}_{Name(binding)}_PORT", $"{port}");

    /// <summary>Text of the example; no value of a secret is in it.</summary>
    public string Example() => $"# Copy to .env, and set what has no value. Keep .env out of version control.\n{string.Concat(_example.Select(v => v.Value))}";

    private static string Name(string name) => name.ToUpperInvariant().Replace('-', '_');

    private string Required(string name, string comment)
    {
        _example[name] = $"{comment}\n{name}=\n";
        return $"${{{name}:?set {name} in .env}}";
    }

    private string Optional(string name, string value)
    {
        _example[name] = $"#{name}={value}\n";
        return $"${{{name}:-{value.Replace("$", "$$", StringComparison.Ordinal)}}}";
    }
}
