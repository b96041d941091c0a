using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Canopy.Hosting.Tests.Builds;

/// <summary>
/// The repository's build files in a folder of their own, with a package source that has nothing but an empty
/// Aspire.AppHost.Sdk, so that the build with Aspire's packages can be evaluated without them.
/// </summary>
internal sealed class RepositoryCopy : IDisposable
{
    private static readonly string[] Kinds = [".csproj", ".props", ".targets"];
    private static readonly string[] Left = ["bin", "obj", "node_modules", "artifacts", ".git"];

    private readonly string _folder = Directory.CreateTempSubdirectory("canopy-builds-").FullName;

    public RepositoryCopy(string sdkVersion)
    {
        Copy(new DirectoryInfo(Repository.Own.Folder), Path.Combine(_folder, "canopy"));
        Directory.CreateDirectory(Path.Combine(_folder, "source"));
        WriteSdk(Path.Combine(_folder, "source", $"Aspire.AppHost.Sdk.{sdkVersion}.nupkg"), sdkVersion);
        File.WriteAllText(Path.Combine(_folder, "NuGet.Config"), """
            <configuration><packageSources><clear /><add key="source" value="source" /></packageSources></configuration>
            """);
    }

    public Repository Repository => new(Path.Combine(_folder, "canopy"), Path.Combine(_folder, "cache"));

    /// <summary>What docs/hosting.md tells to do: one folder (with its tests) and one property.</summary>
    public void DropBuiltinEngine()
    {
        Directory.Delete(Path.Combine(Repository.Folder, "Canopy.Hosting"), recursive: true);
        Directory.Delete(Path.Combine(Repository.Folder, "tests", "Canopy.Hosting.Tests"), recursive: true);

        var file = Path.Combine(Repository.Folder, "eng", "hosting", "Build.props");
        var build = XDocument.Load(file);
        build.Root!.Attribute("InitialTargets")!.Remove();
        build.Root.Elements("Target").Remove();
        build.Descendants("CanopyHosting").Select(e => e.Parent!).Distinct().Remove();
        build.Save(file);
        Assert.DoesNotContain("CanopyHosting", build.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Copy(DirectoryInfo from, string to)
    {
        foreach (var file in from.EnumerateFiles().Where(f => Kinds.Contains(f.Extension)))
        {
            Directory.CreateDirectory(to);
            file.CopyTo(Path.Combine(to, file.Name));
        }

        foreach (var folder in from.EnumerateDirectories().Where(d => !Left.Contains(d.Name)))
        {
            Copy(folder, Path.Combine(to, folder.Name));
        }
    }

    private static void WriteSdk(string file, string version)
    {
        using var package = ZipFile.Open(file, ZipArchiveMode.Create);
        Write(package, "Aspire.AppHost.Sdk.nuspec", $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
              <id>Aspire.AppHost.Sdk</id><version>{version}</version><authors>test</authors><description>test</description>
            </metadata></package>
            """);
        Write(package, "Sdk/Sdk.props", $"<Project><PropertyGroup><AspireHostingSDKVersion>{version}</AspireHostingSDKVersion></PropertyGroup></Project>");
        Write(package, "Sdk/Sdk.targets", "<Project />");
    }

    private static void Write(ZipArchive package, string name, string text)
    {
        using var stream = package.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
