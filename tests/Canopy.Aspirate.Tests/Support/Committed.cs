namespace Canopy.Aspirate.Tests.Support;

/// <summary>The generated files of the repository.</summary>
internal static class Committed
{
    public static void AssertEqual(string generated, params string[] parts)
    {
        foreach (var part in parts.Length > 0 ? parts : ["aspirate-output", "compose", "deploy/components", "deploy/overlays"])
        {
            var committed = Trees.Read(Path.Combine(Golden.Repository(), part));
            Assert.True(committed.SequenceEqual(Trees.Read(Path.Combine(generated, part))), $"{part} is not what the model gives: run ./canopy generate, and commit the result");
        }

        foreach (var file in parts.Length > 0 ? [] : (string[])["deploy/secrets.json", "deploy/.env.example"])
        {
            Assert.Equal(File.ReadAllText(Path.Combine(Golden.Repository(), file)), File.ReadAllText(Path.Combine(generated, file)));
        }
    }
}
