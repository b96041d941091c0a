using System.Text.Json.Nodes;

namespace Canopy.CommandLine.Secrets.Cluster;

/// <summary>The Secrets of one namespace.</summary>
internal sealed class SecretStore(Kubectl kubectl)
{
    /// <summary>All of them, by name. What is in them is hidden from messages from then on.</summary>
    public IReadOnlyDictionary<string, SecretObject> List()
    {
        var secrets = kubectl.Json(input: null, "get", "secrets", "--output=json")["items"]!.AsArray()
            .Select(item => new SecretObject(item!))
            .ToDictionary(s => s.Name, StringComparer.Ordinal);
        foreach (var secret in secrets.Values)
        {
            foreach (var key in secret.Keys)
            {
                kubectl.Hide((string?)secret.Data[key] ?? "");
                if (secret.BackupOf is not null || secret.Annotation(SecretObject.VersionAnnotation) is not null)
                {
                    kubectl.Hide(secret.Value(key) ?? "");
                }
            }
        }

        return secrets;
    }

    /// <summary>Lets the cluster check that it would take the objects, without making any.</summary>
    public void Try(IEnumerable<JsonObject> secrets)
    {
        foreach (var secret in secrets)
        {
            kubectl.Run(secret.ToJsonString(), "create", "--dry-run=server", "--validate=false", "--output=name", "--filename=-");
        }
    }

    /// <summary>Makes one; fails where there is one of that name.</summary>
    public SecretObject Create(JsonObject secret)
        => new(kubectl.Json(secret.ToJsonString(), "create", "--validate=false", "--output=json", "--filename=-"));

    public void Delete(string name) => kubectl.Run(input: null, "delete", "secret", name, "--ignore-not-found", "--output=name");

    /// <summary>Changes some of one, if it is still as it was read: somebody else's change in between makes it fail.</summary>
    /// <param name="secret">As it was read.</param>
    /// <param name="values">New values by key; null takes a key away.</param>
    /// <param name="annotations">New annotations; null takes one away.</param>
    public SecretObject Patch(SecretObject secret, IReadOnlyDictionary<string, string?> values, IReadOnlyDictionary<string, string?> annotations)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = secret.ResourceVersion,
                ["annotations"] = new JsonObject(annotations.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value))),
            },
            ["data"] = new JsonObject(values.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)(v.Value is null ? null : SecretObject.Encoded(v.Value))))),
        };

        // --patch would put it into an argument; --patch-file has no "-" for standard input.
        return new(kubectl.Json(patch.ToJsonString(), "patch", "secret", secret.Name, "--type=merge", "--patch-file=/dev/stdin", "--output=json"));
    }
}
