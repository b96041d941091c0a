using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Files;

/// <summary>CHK-05: no secret is in a tracked file.</summary>
public sealed class SecretTests
{
    [Fact]
    public async Task TrackedFiles_AsCommitted_HoldNoSecret()
    {
        string[] files = await Repository.TrackedAsync();

        Assert.Empty(await Checker.RunAsync("secrets.mjs", [Repository.PathOf(".")], string.Join('\n', files)));
    }

    [Fact]
    public async Task Checker_Secrets_AreFound()
    {
        // In pieces, so that this file has none either.
        string[] secrets =
        [
            "AWS_SECRET_ACCESS_KEY=" + "wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEZ",
            "url: https://hooks.slack" + ".com/services/T0123ABCD/B0123ABCD/" + "abcdefghijklmnopqrstuvwx",
            "-----BEGIN RSA PRIVATE " + "KEY-----\n" + string.Concat(Enumerable.Repeat("MIIEpAIBAAKCAQEAwJalrXUtnFEMIK7MDENGbPxRfiCYabcdefghijklmnopqrst\n", 12)) + "-----END RSA PRIVATE " + "KEY-----",
            "token: ghp" + "_0123456789abcdefghijABCDEFGHIJ" + "012345",
        ];
        using var folder = new TemporaryFolder();
        folder.Write("good", "nothing here\n");
        string[] files = [.. secrets.Select((_, number) => $"bad{number}")];
        foreach ((string file, string secret) in files.Zip(secrets))
        {
            folder.Write(file, secret + "\n");
        }

        Problem[] problems = await Checker.RunAsync("secrets.mjs", [folder.Path], string.Join('\n', [.. files, "good"]));

        Assert.Equal(files, problems.Select(problem => problem.File).Distinct());
    }
}
