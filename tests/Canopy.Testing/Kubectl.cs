using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Canopy.Testing;

/// <summary>kubectl's kustomize, of a version that knows components as we use them.</summary>
public static partial class Kubectl
{
    public const string Needed = "The checks of deploy/ need kubectl 1.30 or newer on the PATH (https://kubernetes.io/docs/tasks/tools/)";

    private static readonly Lazy<Task<string>> Program = new(FindAsync);

    /// <summary>All objects of a folder with a kustomization.</summary>
    public static async Task<string> KustomizeAsync(string folder) =>
        await Command.RunAsync(folder, await Program.Value, "kustomize", folder);

    /// <summary>Throws the one sentence that says what to install, where a version is too old.</summary>
    public static void Require(string version)
    {
        var parts = VersionPattern().Match(version);
        var (major, minor) = parts.Success ? (int.Parse(parts.Groups["major"].Value), int.Parse(parts.Groups["minor"].Value)) : (0, 0);
        if (major < 1 || (major == 1 && minor < 30))
            throw new InvalidOperationException($"{Needed}; found {version}.");
    }

    private static async Task<string> FindAsync()
    {
        var program = Command.Find("kubectl") ?? throw new InvalidOperationException($"{Needed}; there is none.");
        var version = (string?)JsonNode.Parse(await Command.RunAsync(Path.GetTempPath(), program, "version", "--client", "--output", "json"))?["clientVersion"]?["gitVersion"];
        Require(version ?? string.Empty);
        return program;
    }

    [GeneratedRegex(@"^v(?<major>\d+)\.(?<minor>\d+)", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex VersionPattern();
}
