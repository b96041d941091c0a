using System.Text.Json.Nodes;
using Canopy.Deployment.Tests.Built;

namespace Canopy.Deployment.Tests.Policy;

/// <summary>Assertions on fields of objects, whose failures name the field.</summary>
internal static class Check
{
    /// <summary>Fields by their path, each with the text that it must have; null for one that must not be there.</summary>
    public static void Fields(JsonNode? node, string of, params (string Path, string? Expected)[] fields)
    {
        var wrong = fields.Where(field => node.Text(field.Path) != field.Expected)
            .Select(field => $"{of}: {field.Path} is '{node.Text(field.Path)}', not '{field.Expected}'");
        Assert.Empty(wrong);
    }

    /// <summary>Amounts by their path, however they are written.</summary>
    public static void Amounts(JsonNode? node, string of, params (string Path, string Expected)[] amounts)
    {
        var wrong = amounts.Where(amount => node.Text(amount.Path) is not { } text || Quantity.Parse(text) != Quantity.Parse(amount.Expected))
            .Select(amount => $"{of}: {amount.Path} is '{node.Text(amount.Path)}', not '{amount.Expected}'");
        Assert.Empty(wrong);
    }

    /// <summary>A probe: what it asks, and when. A time that is not written has Kubernetes' default.</summary>
    public static void Probe(JsonNode container, string probe, string path, int delay, int period, int timeout, int failures)
    {
        var node = container.At(probe);
        Fields(node, probe, ("httpGet.path", path));
        Assert.Equal((delay, period, timeout, failures), (node.Number("initialDelaySeconds") ?? 0, node.Number("periodSeconds") ?? 10, node.Number("timeoutSeconds") ?? 1, node.Number("failureThreshold") ?? 3));
    }
}
