using System.Text.Json.Nodes;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Contracts;

/// <summary>The committed documents, and the recorded frames.</summary>
internal static class ContractDocuments
{
    public static string PathOf(string name) => Path.Combine(Programs.Root, "Canopy.Web", "ClientApp", "contracts", name);

    public static Task<JsonNode> ReadAsync(string name) => ParseAsync(PathOf(name));

    public static Task<JsonNode> ReadGoldenFramesAsync() => ParseAsync(Path.Combine(Programs.Root, "tests", "golden", "frames.json"));

    private static async Task<JsonNode> ParseAsync(string path)
        => JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;
}
