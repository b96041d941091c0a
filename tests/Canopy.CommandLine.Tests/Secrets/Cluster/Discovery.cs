using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Canopy.CommandLine.Tests.Secrets.Cluster;

/// <summary>What the API server says that it has.</summary>
internal static class Discovery
{
    private const string Apps = "apps/v1";
    private const string Authorization = "authorization.k8s.io/v1";

    public static string GroupVersionOf(string resource) => resource is "secrets" or "pods" ? "v1" : Apps;

    public static string KindOf(string resource) => resource switch
    {
        "secrets" => "Secret",
        "pods" => "Pod",
        "deployments" => "Deployment",
        _ => "StatefulSet",
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/version", () => Json(new JsonObject { ["major"] = "1", ["minor"] = "32", ["gitVersion"] = "v1.32.0", ["platform"] = "linux/amd64" }));
        routes.MapGet("/api", () => Json(new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") }));
        routes.MapGet("/apis", () => Json(new JsonObject
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray(Group(Apps), Group(Authorization)),
        }));
        routes.MapGet("/api/v1", () => Json(Resources("v1", Resource("secrets", "Secret", true, "get", "list", "create", "patch", "delete"), Resource("pods", "Pod", true, "get", "list", "watch"))));
        routes.MapGet($"/apis/{Apps}", () => Json(Resources(
            Apps,
            Resource("deployments", "Deployment", true, "get", "list", "watch", "patch"),
            Resource("statefulsets", "StatefulSet", true, "get", "list", "watch", "patch"))));
        routes.MapGet($"/apis/{Authorization}", () => Json(Resources(Authorization, Resource("selfsubjectaccessreviews", "SelfSubjectAccessReview", false, "create"))));
    }

    private static Microsoft.AspNetCore.Http.IResult Json(JsonNode node) => Microsoft.AspNetCore.Http.Results.Text(node.ToJsonString(), "application/json");

    private static JsonObject Group(string groupVersion)
    {
        var version = new JsonObject { ["groupVersion"] = groupVersion, ["version"] = "v1" };
        return new JsonObject { ["name"] = groupVersion.Split('/')[0], ["versions"] = new JsonArray(version), ["preferredVersion"] = version.DeepClone() };
    }

    private static JsonObject Resources(string groupVersion, params JsonNode[] resources) => new()
    {
        ["kind"] = "APIResourceList",
        ["apiVersion"] = "v1",
        ["groupVersion"] = groupVersion,
        ["resources"] = new JsonArray(resources),
    };

    private static JsonObject Resource(string name, string kind, bool isNamespaced, params string[] verbs) => new()
    {
        ["name"] = name,
        ["singularName"] = kind.ToLowerInvariant(),
        ["namespaced"] = isNamespaced,
        ["kind"] = kind,
        ["verbs"] = new JsonArray([.. verbs.Select(v => (JsonNode)v)]),
    };
}
