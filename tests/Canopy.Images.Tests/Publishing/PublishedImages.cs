using Canopy.Testing;

namespace Canopy.Images.Tests.Publishing;

/// <summary>Tests of what the images hold: one after the other, over one publication.</summary>
[CollectionDefinition(Name)]
public sealed class ImageTests : ICollectionFixture<PublishedImages>
{
    public const string Name = "images";
}

/// <summary>Both images, published once for all tests as the documentation says, over a stand-in for their base.</summary>
public sealed class PublishedImages : IAsyncLifetime
{
    public const string Revision = "0123456789abcdef0123456789abcdef01234567";

    private readonly string _folder = Directory.CreateTempSubdirectory("canopy-images-").FullName;

    internal PublishedImage Backend { get; private set; } = null!;

    internal PublishedImage Web { get; private set; } = null!;

    internal PublishedImage Of(string project) => project == Backend.Project ? Backend : Web;

    public async ValueTask InitializeAsync()
    {
        // Whoever the programs run as may read, and only that.
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        await using var registry = await LoopbackRegistry.StartAsync(BaseImage.Create());
        Backend = await PublishAsync("Canopy.Backend", registry);
        Web = await PublishAsync("Canopy.Web", registry);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<PublishedImage> PublishAsync(string project, LoopbackRegistry registry)
    {
        var archive = Path.Combine(_folder, project + ".tar");
        await Dotnet.RunAsync(
            "publish", Path.Combine(Programs.Root, project), "-c", Dotnet.Configuration, "-r", "linux-x64", "-t:PublishContainer", "--nologo",
            $"-p:ContainerBaseImage={registry.Authority}/dotnet/runtime-deps:standin", $"-p:ContainerArchiveOutputPath={archive}",
            $"-p:SourceRevisionId={Revision}");
        var image = PublishedImage.Unpack(project, archive, Path.Combine(_folder, project));
        File.Delete(archive);
        return image;
    }
}
