using System.Text.Json;
using Canopy.Deployment.Tests.Built;
using Canopy.Testing;

namespace Canopy.Deployment.Tests.Schemas;

/// <summary>Where an object breaks its schema.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Object">Kind and name; empty for what is wrong with the file itself.</param>
/// <param name="Path">The field, as a JSON pointer.</param>
/// <param name="Message">What is wrong with it.</param>
internal sealed record SchemaProblem(string File, string Object, string Path, string Message)
{
    public override string ToString() => $"{System.IO.Path.GetFileName(File)}: {Object} {Path} {Message}";
}

/// <summary>Strict validation by tests/manifests, which Node runs.</summary>
internal static class Validator
{
    /// <summary>By the schemas of the npm packages.</summary>
    public static Task<IReadOnlyList<SchemaProblem>> WithPackagesAsync(IEnumerable<string> files) => RunAsync([.. files]);

    /// <summary>By an OpenAPI document and CustomResourceDefinitions.</summary>
    public static Task<IReadOnlyList<SchemaProblem>> WithFilesAsync(string schemas, IEnumerable<string> files) =>
        RunAsync(["--openapi", Directory.GetFiles(schemas, "kubernetes-*-openapi.json").Single(), "--crds", Path.Combine(schemas, "crds"), .. files]);

    private static async Task<IReadOnlyList<SchemaProblem>> RunAsync(string[] args)
    {
        var node = Command.Find("node") ?? throw new InvalidOperationException("The checks of manifests need Node.js 20 or newer; there is none.");
        var report = await Command.RunAsync(Repository.PathOf("tests/manifests"), node, ["validate.mjs", .. args]);
        return JsonSerializer.Deserialize<List<SchemaProblem>>(report, JsonSerializerOptions.Web)!;
    }
}
