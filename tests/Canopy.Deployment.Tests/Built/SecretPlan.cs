using System.Text.Json.Nodes;

namespace Canopy.Deployment.Tests.Built;

/// <summary>One Secret of deploy/secrets.json: made by an operator, in no repository.</summary>
internal sealed record SecretPlan(string Name, string Workload, IReadOnlyDictionary<string, bool> Keys)
{
    /// <summary>Reads the file's text; the keys' values say whether one is required.</summary>
    public static IReadOnlyDictionary<string, SecretPlan> Read(string json) => JsonNode.Parse(json).Items("secrets")
        .Select(item => new SecretPlan(item.Text("name")!, item.Text("workload")!,
            item.Items("keys").ToDictionary(key => key.Text("name")!, key => key.Text("required") == "true", StringComparer.Ordinal)))
        .ToDictionary(plan => plan.Name, StringComparer.Ordinal);
}
