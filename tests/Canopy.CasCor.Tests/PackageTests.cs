using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace Canopy.CasCor.Tests;

/// <summary>What `dotnet pack Canopy.CasCor` makes.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task Pack_OfTheEngine_IsDescribedAndDependsOnNothing()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("canopy-package-");
        try
        {
            await PackAsync(folder.FullName);

            using ZipArchive package = await ZipFile.OpenReadAsync(Directory.GetFiles(folder.FullName, "Canopy.CasCor.*.nupkg").Single());
            string[] files = [.. package.Entries.Select(e => e.FullName)];
            Assert.Contains("README.md", files);
            Assert.Contains("lib/net10.0/Canopy.CasCor.dll", files);
            Assert.Contains("lib/net10.0/Canopy.CasCor.xml", files);
            AssertDescribed(package.GetEntry("Canopy.CasCor.nuspec")!);

            using ZipArchive symbols = await ZipFile.OpenReadAsync(Directory.GetFiles(folder.FullName, "Canopy.CasCor.*.snupkg").Single());
            Assert.Contains(symbols.Entries, e => e.FullName == "lib/net10.0/Canopy.CasCor.pdb");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void AssertDescribed(ZipArchiveEntry nuspec)
    {
        using Stream stream = nuspec.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;

        Assert.Equal(("Canopy.CasCor", "MIT", "README.md"), (Value("id"), Value("license"), Value("readme")));
        Assert.Contains("Cascade-Correlation", Value("description"), StringComparison.Ordinal);
        Assert.NotEmpty(Value("tags")!);
        Assert.Matches(@"^\d+\.\d+\.\d+", Value("version")!);
        Assert.DoesNotContain(metadata.Descendants(), e => e.Name.LocalName is "dependency" or "frameworkReference");
    }

    /// <summary>Packs what is built already, in the configuration of this test.</summary>
    private static async Task PackAsync(string folder)
    {
        string configuration = typeof(Trainer).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var start = new ProcessStartInfo("dotnet", ["pack", "Canopy.CasCor", "--no-build", "-c", configuration, "-o", folder, "-nodeReuse:false"])
        {
            WorkingDirectory = Repository.PathOf(""),
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process pack = Process.Start(start)!;
        string output = await pack.StandardOutput.ReadToEndAsync();
        await pack.WaitForExitAsync();
        Assert.True(pack.ExitCode == 0, output);
        Assert.DoesNotContain("warn", output, StringComparison.OrdinalIgnoreCase);
    }
}
