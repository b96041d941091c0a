using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Parameters;

public sealed class ParameterTests
{
    [Theory]
    [InlineData("--Parameters:api-key=v")]
    [InlineData("--Parameters:api_key=v")]
    public async Task Value_FromConfiguration_IsFound(string argument)
    {
        var builder = TestApp.Create(argument);

        Assert.Equal("v", await builder.AddParameter("api-key").Resource.GetValueAsync(TestApp.Deadline));
    }

    [Fact]
    public async Task Value_Stated_ConfigurationWins()
    {
        Assert.Equal("stated", await TestApp.Create().AddParameter("p", "stated").Resource.GetValueAsync(TestApp.Deadline));
        Assert.Equal("given", await TestApp.Create("--Parameters:p=given").AddParameter("p", "stated").Resource.GetValueAsync(TestApp.Deadline));
    }

    [Fact]
    public async Task Value_Missing_NamesTheKey()
    {
        var parameter = TestApp.Create().AddParameter("api-key").Resource;

        var failure = await Assert.ThrowsAsync<MissingParameterValueException>(async () => await parameter.GetValueAsync(TestApp.Deadline));

        Assert.Contains("Parameters:api-key", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectionString_MissingButNeeded_FailsTheResourceThatNeedsIt()
    {
        var builder = TestApp.Create();
        var db = builder.AddConnectionString("telemetrydb");
        builder.AddScript("needs", "sleep 600").WithReference(db);
        builder.AddScript("may-use", "sleep 600").WithReference(db, optional: true);

        await using var app = await builder.StartAsync();
        var failed = await app.UntilAsync("needs", KnownResourceStates.FailedToStart);
        await app.UntilAsync("may-use", KnownResourceStates.Running);

        Assert.Contains("ConnectionStrings:telemetrydb", failed.Snapshot.Properties.Single(p => p.Name == "canopy.reason").Value as string, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Value_FromUserSecrets_IsReadInEveryEnvironment()
    {
        var folder = Directory.CreateTempSubdirectory("canopy-secrets-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "secrets.json"), """{ "Parameters:api-key": "from secrets" }""", TestApp.Deadline);
        var builder = TestApp.Create($"--Canopy:DataFolder={folder.FullName}", "--environment=Production");

        var value = await builder.AddParameter("api-key").Resource.GetValueAsync(TestApp.Deadline);

        folder.Delete(recursive: true);
        Assert.Equal("from secrets", value);
    }

    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(true, false, true, false)]
    [InlineData(false, false, true, false)]
    public void Generate_Rules_AreKept(bool lower, bool upper, bool numeric, bool special)
    {
        var rule = new GenerateParameterDefault { MinLength = 40, Lower = lower, Upper = upper, Numeric = numeric, Special = special, MinNumeric = 5 };

        var value = rule.GetDefaultValue();

        Assert.Equal(40, value.Length);
        Assert.True(value.Count(char.IsAsciiDigit) >= 5);
        Assert.True(lower || !value.Any(char.IsAsciiLetterLower));
        Assert.True(upper || !value.Any(char.IsAsciiLetterUpper));
        Assert.True(special || value.All(char.IsAsciiLetterOrDigit));
        Assert.NotEqual(value, rule.GetDefaultValue());
    }
}
