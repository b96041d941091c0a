namespace Canopy.CommandLine.Tests.Secrets;

/// <summary><c>canopy secrets generate</c>: an .env file that only its owner reads.</summary>
public sealed class GenerateTests : IDisposable
{
    private readonly CanopyProgram _canopy = new();

    public GenerateTests() => _canopy.Write("secrets.json", SecretSamples.Catalogue);

    public void Dispose() => _canopy.Dispose();

    [Fact]
    public async Task Generate_NoFile_HasEveryKeyOnceAndValuesThatCreateTakes()
    {
        var end = await GenerateAsync();

        var values = Values();
        Assert.Equal(64, Convert.FromBase64String(values[SecretSamples.Jwt]).Length);
        Assert.Matches("^[A-Za-z0-9]{32}$", values[SecretSamples.Redis]);
        Assert.Equal("", values["CANOPY_ACCOUNTS"]);
        Assert.Equal("", values[SecretSamples.JwtPrevious]);
        Assert.Equal(6, values.Count);
        Assert.Contains("# Who may sign in (optional", Text(), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_canopy[".env"]));
        Assert.Equal([".env", "secrets.json"], _canopy.Files);
        Assert.DoesNotContain(values[SecretSamples.Redis], end.Output + end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_Twice_GivesOtherValuesOnlyByForce()
    {
        await GenerateAsync();
        var first = Text();

        var again = await GenerateAsync();
        var kept = Text();
        await GenerateAsync("--force");

        Assert.Equal(first, kept);
        Assert.Contains("kept: REDIS_PASSWORD", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Values(first)[SecretSamples.Redis], Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(Values(first)[SecretSamples.Jwt], Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_FileWithGaps_FillsThemAndKeepsTheRest()
    {
        _canopy.Write(".env", "# mine", "LOG_API_KEY=\"given by me\"", $"{SecretSamples.Redis}=", "OTHER=1");
        File.SetUnixFileMode(_canopy[".env"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        await GenerateAsync();

        Assert.StartsWith("# mine\nLOG_API_KEY=\"given by me\"\nREDIS_PASSWORD=", Text(), StringComparison.Ordinal);
        Assert.Contains("\nOTHER=1\n", Text(), StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9]{32}$", Values()[SecretSamples.Redis]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_canopy[".env"]));
    }

    [Fact]
    public async Task Generate_BrokenFile_NamesLinesWithoutValues()
    {
        _canopy.Write(".env", "no equals sign hushhush", "A=1", "A=hushhush", "B=\"hushhush", "1C=hushhush");

        var end = await _canopy.RunAsync("secrets", "generate", "--catalogue", "secrets.json");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains(".env: line 1 must be written as KEY=VALUE", end.Error, StringComparison.Ordinal);
        Assert.Contains(".env: line 3: A stands there twice, first on line 2", end.Error, StringComparison.Ordinal);
        Assert.Contains(".env: line 4: the quote that begins B's value has no end", end.Error, StringComparison.Ordinal);
        Assert.Contains(".env: line 5 must be written", end.Error, StringComparison.Ordinal);
        Assert.Contains("see 'canopy secrets generate --help'", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hushhush", end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"secrets\":[]}")]
    [InlineData("{\"secrets\":[{\"name\":\"web-secrets\"}]}")]
    [InlineData("not json")]
    public async Task Generate_BadCatalogue_IsRefused(string catalogue)
    {
        _canopy.Write("bad.json", catalogue);

        var end = await _canopy.RunAsync("secrets", "generate", "--catalogue", "bad.json");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("bad.json", end.Errors[0], StringComparison.Ordinal);
        Assert.DoesNotContain(".env", _canopy.Files);
    }

    [Fact]
    public async Task Generate_CatalogueOfANewerVersion_IsRefusedNamingBoth()
    {
        _canopy.Write("newer.json", SecretSamples.Catalogue.Insert(1, "\"version\":2,"));

        var end = await _canopy.RunAsync("secrets", "generate", "--catalogue", "newer.json");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("newer.json has version 2; this program reads version 1.", end.Error, StringComparison.Ordinal);
    }

    private Task<ProgramEnd> GenerateAsync(params string[] options) => _canopy.SucceedAsync(["secrets", "generate", "--catalogue", "secrets.json", .. options]);

    private string Text() => File.ReadAllText(_canopy[".env"]);

    private Dictionary<string, string> Values(string? text = null)
        => (text ?? Text()).Split('\n').Where(l => l.Contains('=', StringComparison.Ordinal)).Select(l => l.Split('=', 2)).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
}
