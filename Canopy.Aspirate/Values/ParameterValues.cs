using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Values;

/// <summary>The values of parameters: given by the user, else the manifest's own.</summary>
internal sealed class ParameterValues
{
    /// <summary>Stands where a secret would; deployments put the true one in its place.</summary>
    public const string FromSecret = "from-secret";

    private readonly Dictionary<string, string> _given = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _sealed;
    private readonly List<string> _missing = [];
    private readonly List<string> _warnings;

    /// <param name="manifest">The manifest that has the parameters.</param>
    /// <param name="given">Values, each as <c>name=value</c>.</param>
    /// <param name="sealSecrets">Whether secrets are left out, whoever gives them.</param>
    /// <param name="warnings">Takes what the user should know.</param>
    /// <exception cref="ManifestException">A value is for no parameter.</exception>
    public ParameterValues(Manifest manifest, IEnumerable<string> given, bool sealSecrets, List<string> warnings)
    {
        _warnings = warnings;
        _sealed = sealSecrets;
        var known = manifest.Resources.Where(r => r.Input is not null).Select(r => r.Name).ToArray();
        foreach (var pair in given)
        {
            var parts = pair.Split('=', 2);
            if (parts.Length != 2 || !known.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
            {
                // Only the name is repeated: the value may be a secret.
                throw new ManifestException("--parameter", $"'{parts[0]}' is no name=value of a parameter; the parameters are: {(known.Length == 0 ? "none" : string.Join(", ", known))}.");
            }

            _given[parts[0]] = parts[1];
        }
    }

    /// <summary>Parameters that were asked for in vain.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>Value of a parameter. One that is missing is noted, so that all can be named at once.</summary>
    public string Of(ManifestResource parameter)
    {
        var input = parameter.Input!;
        if (input.Secret && _sealed)
        {
            return FromSecret;
        }

        if ((_given.GetValueOrDefault(parameter.Name) ?? input.Default) is { } value)
        {
            return value;
        }

        // A password made up here would differ with every run, and nobody would know it.
        if (input is { Secret: true, Generated: true })
        {
            _warnings.Add($"parameter '{parameter.Name}' stands as '{FromSecret}'; give it with -pa {parameter.Name}=VALUE.");
            return FromSecret;
        }

        if (!_missing.Contains(parameter.Name, StringComparer.Ordinal))
        {
            _missing.Add(parameter.Name);
        }

        return string.Empty;
    }

    /// <exception cref="ManifestException">A parameter was asked for in vain.</exception>
    public void ThrowIfMissing()
    {
        if (_missing.Count > 0)
        {
            throw new ManifestException([.. _missing.Select(name => $"parameter '{name}' has no value; give it with -pa {name}=VALUE.")]);
        }
    }
}
