namespace Canopy.CasCor.Tests.Options;

public sealed class OptionsDocumentTests
{
    [Fact]
    public void Document_OfTheOptions_IsThatOfTheCatalogue()
        => Assert.Equal(OptionsDocument.Write(), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Options", "options.md")).ReplaceLineEndings("\n"));
}
