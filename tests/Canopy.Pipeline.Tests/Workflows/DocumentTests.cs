using System.Text.RegularExpressions;
using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Workflows;

/// <summary>docs/pipeline.md lists what the workflows need, and nothing else.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Document_SecretsAndVariables_AreThoseOfTheWorkflows()
    {
        string all = string.Concat(WorkflowSet.Load().All.Select(workflow => workflow.Text));
        string document = File.ReadAllText(Repository.PathOf("docs/pipeline.md"));

        Assert.Equal(Names(Used().Matches(all)), Names(Listed().Matches(document)));
    }

    private static string[] Names(IEnumerable<Match> matches) =>
        [.. matches.Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\b(secrets|vars)\.(?<name>[A-Z_]+)", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Used();

    // The first column of the tables of secrets and variables.
    [GeneratedRegex(@"^\| `(?<name>[A-Z_]+)` \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, Timeout.Infinite)]
    private static partial Regex Listed();
}
