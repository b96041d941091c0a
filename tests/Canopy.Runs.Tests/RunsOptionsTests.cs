using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Canopy.Runs.Tests;

public sealed class RunsOptionsTests
{
    [Fact]
    public void Defaults_AreAccepted() => Assert.Equal(5, Read([]).LeaseSeconds);

    [Fact]
    public void Mistakes_AreNamedAtOnceWithTheirRanges()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read(new()
        {
            ["Runs:LeaseSeconds"] = "0",
            ["Runs:Cores"] = "-1",
            ["Runs:CheckpointSeconds"] = "NaN",
        }));

        Assert.Equal(3, exception.Failures.Count());
        Assert.Contains("Runs:LeaseSeconds is 0; accepted are values from 0.2 to 300.", exception.Failures);
    }

    private static RunsOptions Read(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddRunStoreInMemory();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<RunsOptions>>().Value;
    }
}
