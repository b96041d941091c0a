using Canopy.ServiceDefaults.Discovery;

namespace Canopy.Web.Backend;

/// <summary>Whether there is a backend; where it is, the client finds out for every request.</summary>
internal sealed class BackendAddress(IConfiguration configuration)
{
    /// <summary>By this name requests are addressed; discovery puts the address in its place.</summary>
    public static readonly Uri ByName = new("http://backend");

    public bool IsConfigured { get; } = ServiceAddress.Find(configuration, "backend", "https+http") is not null;
}
