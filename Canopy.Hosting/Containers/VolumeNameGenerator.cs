using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Application;

namespace Aspire.Hosting;

/// <summary>Names volumes so that two applications on one machine do not share one by accident.</summary>
public static class VolumeNameGenerator
{
    private const int HashLength = 10;

    /// <summary>application-hash-resource-suffix, where the hash is of the AppHost's folder.</summary>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix)
        where T : IResource
    {
        var application = builder.ApplicationBuilder;
        var name = AppHostInfo.Of(application.AppHostAssembly, application.AppHostDirectory).Name;
        var safe = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(application.AppHostDirectory)))[..HashLength];
        return $"{safe}-{hash}-{builder.Resource.Name}-{suffix}";
    }
}
