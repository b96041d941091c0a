using System.Diagnostics;
using Canopy.Testing;

namespace Canopy.Images.Tests.Dockerfiles;

/// <summary>IMG-03: what reaches the builder.</summary>
public sealed class ContextTests
{
    private static readonly IgnoreFile Ignore = IgnoreFile.Read(Path.Combine(Programs.Root, ".dockerignore"));

    [Theory]
    [InlineData(".git/config")]
    [InlineData(".env")]
    [InlineData("compose/.env")]
    [InlineData("deploy/secrets.json")]
    [InlineData("deploy/.env.prod")]
    [InlineData("docs/images.md")]
    [InlineData("tests/Canopy.Web.Tests/WebProgram.cs")]
    [InlineData("bench/Canopy.Bench/Program.cs")]
    [InlineData("artifacts/tests/results/a.trx")]
    [InlineData("aspirate-output/web/deployment.yaml")]
    [InlineData("Canopy.Web/.env")]
    [InlineData("Canopy.Web/ClientApp/.env.local")]
    [InlineData("Canopy.Web/tls.pem")]
    [InlineData("Canopy.Web/tls.key")]
    [InlineData("Canopy.Backend/Properties/secrets.json")]
    [InlineData("Canopy.Backend/signing.pfx")]
    [InlineData("Canopy.Web/bin/Release/net10.0/Canopy.Web.dll")]
    [InlineData("Canopy.Web/obj/project.assets.json")]
    [InlineData("Canopy.Web/wwwroot/index.html")]
    [InlineData("Canopy.Web/ClientApp/node_modules/preact/package.json")]
    [InlineData("Canopy.Web/ClientApp/src/store/recording.test.ts")]
    [InlineData("Canopy.AppHost/AppHost.cs")]
    public void Context_WhatNoImageNeeds_StaysOut(string path) => Assert.False(Ignore.LetsIn(path));

    [Theory]
    [InlineData("Canopy.Web/Program.cs")]
    [InlineData("Canopy.Web/ClientApp/package-lock.json")]
    [InlineData("Canopy.Web/ClientApp/src/main.tsx")]
    [InlineData("Canopy.Runs/Storage/Redis/commit.lua")]
    [InlineData("eng/images.props")]
    [InlineData("Directory.Packages.props")]
    public void Context_WhatABuildNeeds_IsIn(string path) => Assert.True(Ignore.LetsIn(path));

    [Theory]
    [InlineData("Canopy.Backend")]
    [InlineData("Canopy.Web")]
    public void Context_EverySourceOfAnImage_IsIn(string project)
    {
        foreach (var source in Tracked([.. ProjectFiles.Closure(project).Select(file => Path.GetDirectoryName(file)!)])
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".lua" or ".targets" or ".props"))
        {
            Assert.True(Ignore.LetsIn(source), source);
        }
    }

    [Theory]
    [InlineData("Canopy.Backend")]
    [InlineData("Canopy.Web")]
    public void Context_EveryFileThatADockerfileCopies_IsIn(string project)
    {
        foreach (var source in Dockerfile.Of(project).ContextCopies)
        {
            Assert.True(Ignore.LetsIn(source.TrimEnd('/')), source);
            Assert.True(Path.Exists(Path.Combine(Programs.Root, source)), source);
        }
    }

    private static string[] Tracked(string[] folders)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", .. folders])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = Programs.Root,
        })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.NotEqual("", output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
