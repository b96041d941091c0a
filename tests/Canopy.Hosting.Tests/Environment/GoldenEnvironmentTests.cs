using System.Text.RegularExpressions;
using Canopy.Hosting.Processes;
using Canopy.Hosting.Tests.Publishing;
using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Environment;

/// <summary>The golden AppHost, unchanged, runs on our engine with the endpoints and variables that Aspire gives it.</summary>
public sealed partial class GoldenEnvironmentTests
{
    private static string Kept => Path.Combine(Golden.Repository(), "tests", "golden", "hosting", "run-mode-environment.txt");

    [Fact]
    public async Task Run_GoldenAppHost_HasTheGoldenEndpointsAndVariables()
    {
        Assert.SkipUnless(CommandFinder.Find("python3") is not null, "its executable is python3");
        await using var application = await GoldenApplication.StartAsync();

        Assert.Equal(await File.ReadAllTextAsync(Kept, TestApp.Deadline), await application.DescribeAsync());
    }

    [Fact]
    public async Task KeptList_IsTheGoldenOne()
    {
        Assert.SkipUnless(Golden.Origin is not null, "the folder that the golden files came from is not here");
        var origin = await File.ReadAllTextAsync(Path.Combine(Golden.Origin, "run-mode-environment.txt"), TestApp.Deadline);

        Assert.Equal(GeneratedKey().Replace(origin, "x-otlp-api-key=KEY"), await File.ReadAllTextAsync(Kept, TestApp.Deadline));
    }

    [GeneratedRegex(@"x-otlp-api-key=\w+", RegexOptions.NonBacktracking)]
    private static partial Regex GeneratedKey();
}
