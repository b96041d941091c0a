namespace Canopy.Web.Backend;

/// <summary>Whether there is a backend, and how the client calls it.</summary>
internal sealed class BackendAddress(IConfiguration configuration)
{
    private const string Key = "CASCOR_BACKEND_URL";

    public bool IsConfigured { get; } = Find(configuration) is not null;

    /// <summary>CASCOR_BACKEND_URL, or the name under which discovery finds services:backend:https or services:backend:http; null without any.</summary>
    public static Uri? Find(IConfiguration configuration)
    {
        if (Uri.TryCreate(configuration[Key], UriKind.Absolute, out var given) && given.Scheme is "http" or "https")
        {
            return given;
        }

        var service = configuration.GetSection("services:backend");
        return service.GetSection("https").Exists() || service.GetSection("http").Exists() ? new Uri("https+http://backend") : null;
    }
}
