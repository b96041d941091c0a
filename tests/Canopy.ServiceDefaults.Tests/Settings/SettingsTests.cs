using System.ComponentModel.DataAnnotations;
using Canopy.ServiceDefaults.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Canopy.ServiceDefaults.Tests.Settings;

public class SettingsTests
{
    [Fact]
    public async Task Start_SeveralMistakes_AllAreReportedAtOnceWithKeyAndAcceptedValues()
    {
        var exception = await Assert.ThrowsAsync<SettingsException>(() => StartAsync(new()
        {
            ["CASCOR_DEBUG"] = "maybe",
            ["LOG_LEVEL"] = "loud",
            ["CASCOR_ENV"] = "moon",
            ["MANAGEMENT_PORT"] = "port",
            ["Orchard:Trees"] = "0",
            ["Orchard:Height"] = "tall",
            ["Orchard:Kind"] = "7",
            ["Orchard:Rest"] = "often",
            ["Orchard:Nap"] = "00:10:00.001",
            ["Orchard:Gate"] = "gate",
            ["Orchard:Rows:0"] = "1",
            ["Orchard:Rows:1"] = "two",
            ["ORCHARD_PASSWORD"] = "short-but-secret",
        }));

        Assert.Equal(
            [
                "CASCOR_DEBUG is 'maybe'; accepted: true, false, 1, 0, yes, no, on, off",
                "CASCOR_ENV is 'moon'; accepted: development, dev, test, staging, production, prod, stable, exp, quarantine",
                "LOG_LEVEL is 'loud'; accepted: trace, debug, info, information, warn, warning, error, critical, none",
                "MANAGEMENT_PORT is 'port'; accepted: 1 to 65535",
                "ORCHARD_PASSWORD: must be 'x'",
                "Orchard:Gate (environment: Orchard__Gate) is 'gate'; accepted: an absolute address such as http://host:8000",
                "Orchard:Height (environment: Orchard__Height) is 'tall'; accepted: a number",
                "Orchard:Kind (environment: Orchard__Kind) is '7'; accepted: Apple, Pear",
                "Orchard:Name (environment: Orchard__Name) is missing; accepted: a text",
                "Orchard:Nap (environment: Orchard__Nap) is '00:10:00.001'; accepted: 00:00:01 to 00:10:00",
                "Orchard:Rest (environment: Orchard__Rest) is 'often'; accepted: a duration such as 00:00:30",
                "Orchard:Rows (environment: Orchard__Rows) is '1, two'; accepted: a whole number",
                "Orchard:Trees (environment: Orchard__Trees) is '0'; accepted: 1 to 64",
            ],
            exception.Mistakes.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("short-but-secret", exception.Message);
    }

    [Fact]
    public async Task Start_MistakesBetweenSettings_AreReported()
    {
        var exception = await Assert.ThrowsAsync<SettingsException>(() => StartAsync(new() { ["Orchard:Name"] = "old", ["Orchard:Trees"] = "13" }));

        Assert.Equal(["Orchard:Trees 13 is unlucky"], exception.Mistakes);
    }

    [Fact]
    public async Task Start_AllWell_BindsEveryKind()
    {
        await using var app = await StartAsync(new()
        {
            ["Orchard:Name"] = "old",
            ["Orchard:Trees"] = "5",
            ["Orchard:Height"] = "2.5",
            ["Orchard:Kind"] = "pear",
            ["Orchard:Rest"] = "00:00:05",
            ["Orchard:Gate"] = "http://gate:80",
            ["Orchard:Paths:0"] = "north",
            ["Orchard:Paths:1"] = "south",
            ["ORCHARD_PASSWORD"] = "x",
        });

        var orchard = app.Services.GetRequiredService<IOptions<Orchard>>().Value;
        Assert.Equal(("old", 5, 2.5, Kind.Pear), (orchard.Name, orchard.Trees, orchard.Height, orchard.Kind));
        Assert.Equal(TimeSpan.FromSeconds(5), orchard.Rest);
        Assert.Equal(new Uri("http://gate:80"), orchard.Gate);
        Assert.Equal(["north", "south"], orchard.Paths);
        Assert.Equal("x", orchard.Password);
    }

    [Fact]
    public async Task List_InOneValue_IsSplitAtCommas()
    {
        await using var app = await StartAsync(new() { ["Orchard:Name"] = "old", ["Orchard:Paths"] = "north, south", ["Orchard:Rows"] = "1,2" });

        var orchard = app.Services.GetRequiredService<IOptions<Orchard>>().Value;
        Assert.Equal(["north", "south"], orchard.Paths);
        Assert.Equal([1, 2], orchard.Rows);
    }

    [Fact]
    public async Task OwnKey_BesideTheSection_Wins()
    {
        await using var app = await StartAsync(new() { ["Orchard:Name"] = "old", ["Orchard:Password"] = "y", ["ORCHARD_PASSWORD"] = "x" });

        Assert.Equal("x", app.Services.GetRequiredService<IOptions<Orchard>>().Value.Password);
    }

    [Fact]
    public async Task EmptyValue_IsNotSet()
    {
        await using var app = await StartAsync(new() { ["Orchard:Name"] = "old", ["Orchard:Trees"] = "", ["CASCOR_DEMO_MODE"] = "" });

        Assert.Equal(3, app.Services.GetRequiredService<IOptions<Orchard>>().Value.Trees);
    }

    [Theory]
    [InlineData("warning", null, false, false, true)]
    [InlineData("error", null, false, false, false)]
    [InlineData(null, "1", true, true, true)]
    [InlineData("warning", "yes", true, true, true)]
    [InlineData(null, null, false, true, true)]
    public async Task LogLevel_AndDebug_AreHonoured(string? level, string? debug, bool writesDebug, bool writesInformation, bool writesWarning)
    {
        await using var app = await TestApp.StartAsync(settings: new()
        {
            ["LOG_LEVEL"] = level,
            ["CASCOR_DEBUG"] = debug,
            ["Logging:LogLevel:Default"] = "Information",
        });
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Canopy.Garden");

        Assert.Equal(writesDebug, logger.IsEnabled(LogLevel.Debug));
        Assert.Equal(writesInformation, logger.IsEnabled(LogLevel.Information));
        // The memory of the last error hears errors whatever the level is; a warning it does not.
        Assert.Equal(writesWarning, logger.IsEnabled(LogLevel.Warning));
    }

    [Fact]
    public async Task Process_WrongSettings_ExitsWithOneClearMessage()
    {
        using var program = TestProgram.Launch(new()
        {
            ["LOG_LEVEL"] = "loud",
            ["Garden__Trees"] = "many",
            ["Garden__Soil"] = "mud",
            ["GARDEN_API_KEY"] = "short",
        });

        var code = await program.Process.WaitForExitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(78, code);
        var output = program.Process.Output;
        Assert.StartsWith("Canopy.TestProgram cannot start: 4 settings are wrong:\n  - ", output);
        Assert.Contains("  - LOG_LEVEL is 'loud'; accepted: trace, ", output);
        Assert.Contains("  - Garden:Trees (environment: Garden__Trees) is 'many'; accepted: 1 to 64", output);
        Assert.Contains("  - Garden:Soil (environment: Garden__Soil) is 'mud'; accepted: clay, sand", output);
        Assert.Contains("  - GARDEN_API_KEY: ", output);
        Assert.DoesNotContain("short", output);
        Assert.Equal(5, output.Split('\n').Length);
    }

    [Fact]
    public async Task Process_PortInUse_ExitsWithOneClearMessage()
    {
        using var one = await TestProgram.StartAsync();
        using var other = TestProgram.Launch(new() { ["Logging__LogLevel__Default"] = "None" }, "--urls", one.Address.ToString());

        var code = await other.Process.WaitForExitAsync(TimeSpan.FromSeconds(30));

        Assert.NotEqual(0, code);
        Assert.Contains("cannot start: Failed to bind to address", other.Process.Output);
    }

    private static Task<TestApp> StartAsync(Dictionary<string, string?> settings)
        => TestApp.StartAsync(settings: settings, configure: builder => builder.AddSettings<Orchard>("Orchard"));

    internal enum Kind
    {
        Apple,
        Pear,
    }

    internal sealed class Orchard : IValidatableObject
    {
        [Required]
        public string? Name { get; set; }

        [Range(1, 64)]
        public int Trees { get; set; } = 3;

        public double Height { get; set; }

        public Kind Kind { get; set; }

        public TimeSpan Rest { get; set; }

        [DurationRange("00:00:01", "00:10:00")]
        public TimeSpan Nap { get; set; } = TimeSpan.FromMinutes(10);

        public Uri? Gate { get; set; }

        public string[] Paths { get; set; } = [];

        public IReadOnlyList<int> Rows { get; set; } = [];

        [SettingKey("ORCHARD_PASSWORD")]
        [RegularExpression("x", ErrorMessage = "must be 'x'")]
        public string? Password { get; set; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Trees == 13)
            {
                yield return new ValidationResult("Orchard:Trees 13 is unlucky");
            }
        }
    }
}
