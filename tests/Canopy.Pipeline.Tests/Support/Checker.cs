using System.Text.Json;

namespace Canopy.Pipeline.Tests.Support;

/// <summary>What a checker found wrong; line 0 is the whole file.</summary>
internal sealed record Problem(string File, int Line, string Message)
{
    public override string ToString() => $"{File}({Line}): {Message}";
}

/// <summary>The checkers in tests/pipeline, which run in Node.</summary>
internal static class Checker
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<Problem[]> RunAsync(string script, IEnumerable<string> arguments, string? input = null)
    {
        string folder = Repository.PathOf("tests/pipeline");
        Outcome node = await Command.RunAsync("node", [Path.Combine(folder, script), .. arguments], input: input);
        Assert.True(node.ExitCode == 0, $"{script} ended with code {node.ExitCode}.\n{node.All}");
        return JsonSerializer.Deserialize<Problem[]>(node.Output, Json)!;
    }
}
