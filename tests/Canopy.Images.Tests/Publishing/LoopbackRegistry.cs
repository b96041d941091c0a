using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Canopy.Images.Tests.Publishing;

/// <summary>A registry on loopback that holds one image under every name and tag, for reading.</summary>
internal sealed class LoopbackRegistry : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackRegistry(WebApplication app) => _app = app;

    /// <summary>HOST:PORT, as it stands before an image's name.</summary>
    public string Authority => new Uri(_app.Urls.Single()).Authority.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public static async Task<LoopbackRegistry> StartAsync(BaseImage image)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapMethods("/v2/", ["GET", "HEAD"], () => Results.Ok());
        app.MapMethods("/v2/{**path}", ["GET", "HEAD"], (string path, HttpResponse response) =>
        {
            if (path.Contains("/manifests/", StringComparison.Ordinal))
            {
                response.Headers["Docker-Content-Digest"] = BaseImage.Digest(image.Manifest);
                return Results.Bytes(image.Manifest, BaseImage.ManifestType);
            }

            return image.Blobs.TryGetValue(path[(path.LastIndexOf('/') + 1)..], out var blob)
                ? Results.Bytes(blob, "application/octet-stream")
                : Results.NotFound();
        });
        await app.StartAsync();
        return new LoopbackRegistry(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
