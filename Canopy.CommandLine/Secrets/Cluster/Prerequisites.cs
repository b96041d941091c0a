using System.Globalization;
using System.Text.Json.Nodes;

namespace Canopy.CommandLine.Secrets.Cluster;

/// <summary>What a cluster command needs before it does anything: a kubectl and a cluster new enough, and the rights.</summary>
internal static class Prerequisites
{
    /// <summary>K8S-00: of kubectl and of the cluster.</summary>
    public static readonly Version OldestVersion = new(1, 30);

    public static readonly Right ReadSecrets = new("list", "", "secrets");

    public static readonly Right[] WriteSecrets =
        [ReadSecrets, new("get", "", "secrets"), new("create", "", "secrets"), new("patch", "", "secrets"), new("delete", "", "secrets")];

    public static readonly Right[] Roll =
    [
        new("get", "apps", "deployments"), new("list", "apps", "deployments"), new("watch", "apps", "deployments"), new("patch", "apps", "deployments"),
        new("list", "", "pods"), new("get", "", "pods"),
    ];

    private static readonly Right Proxy = new("get", "", "pods/proxy");

    private static readonly Right Forward = new("create", "", "pods/portforward");

    public static readonly Right[] ReachCache = [new("get", "apps", "statefulsets"), new("create", "", "pods/exec")];

    /// <summary>Notes everything that is missing, all at once.</summary>
    public static void Check(Kubectl kubectl, IReadOnlyList<Right> rights, Mistakes mistakes)
    {
        try
        {
            if (CheckVersions(kubectl, mistakes))
            {
                CheckRights(kubectl, rights, mistakes);
            }
        }
        catch (KubectlException exception)
        {
            mistakes.Add($"{exception.Message}.");
        }
    }

    /// <summary>False where there is no cluster to ask for rights.</summary>
    private static bool CheckVersions(Kubectl kubectl, Mistakes mistakes)
    {
        var result = kubectl.Try(input: null, "version", "--output=json");
        var versions = result.Output.Length > 0 ? JsonNode.Parse(result.Output) : null;
        Compare($"{Kubectl.Program} is version", versions?["clientVersion"], mistakes);
        if (versions?["serverVersion"] is not { } server)
        {
            mistakes.Add($"The cluster does not answer: {result.Error}.");
            return false;
        }

        Compare("The cluster is Kubernetes", server, mistakes);
        return true;
    }

    private static void Compare(string what, JsonNode? version, Mistakes mistakes)
    {
        var digits = (string? text) => int.Parse("0" + string.Concat((text ?? "").TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
        var found = new Version(digits((string?)version?["major"]), digits((string?)version?["minor"]));
        if (found < OldestVersion)
        {
            mistakes.Add($"{what} {found}; it must be {OldestVersion} or newer.");
        }
    }

    /// <summary>Asks the cluster itself, in one request per right but one run of kubectl.</summary>
    private static void CheckRights(Kubectl kubectl, IReadOnlyList<Right> rights, Mistakes mistakes)
    {
        var asked = rights.Distinct().Append(Proxy).Append(Forward).ToList();
        var reviews = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray([.. asked.Select(r => r.Review(kubectl.Namespace))]),
        };
        // One word for each; kubectl has no JSON for them together.
        var answers = kubectl.Run(reviews.ToJsonString(), "create", "--validate=false", "--output=jsonpath={.status.allowed}{' '}", "--filename=-").Split(' ');
        var refused = asked.Where((_, i) => answers.ElementAtOrDefault(i)?.Trim() != "true").ToHashSet();

        // To ask a pod whether it is ready, one way is enough.
        if (!rights.Contains(Roll[0]) || !refused.IsSupersetOf([Proxy, Forward]))
        {
            refused.ExceptWith([Proxy, Forward]);
        }

        foreach (var right in asked.Where(refused.Contains))
        {
            mistakes.Add($"You may not {right.Verb} {right.Resource} in namespace {kubectl.Namespace}; docs/secrets.md has the rights that are needed.");
        }
    }
}

/// <summary>Something that the user must be allowed to do.</summary>
/// <param name="Group">API group, empty for the core.</param>
/// <param name="Resource">Plural, with its subresource after a slash.</param>
internal sealed record Right(string Verb, string Group, string Resource)
{
    public JsonNode Review(string ns)
    {
        var parts = Resource.Split('/');
        var attributes = new JsonObject { ["namespace"] = ns, ["verb"] = Verb, ["group"] = Group, ["resource"] = parts[0] };
        if (parts.Length > 1)
        {
            attributes["subresource"] = parts[1];
        }

        return new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject { ["resourceAttributes"] = attributes },
        };
    }
}
