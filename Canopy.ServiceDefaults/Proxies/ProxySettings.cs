using Canopy.ServiceDefaults.Settings;

namespace Canopy.ServiceDefaults.Proxies;

/// <summary>Whose word on a client's address, scheme and host is taken.</summary>
internal sealed class ProxySettings
{
    /// <summary>Addresses and networks of the proxies in front of the program. Empty: nobody's word.</summary>
    [SettingKey("CANOPY_KNOWN_PROXIES")]
    [Networks]
    public string[] KnownProxies { get; set; } = [];
}
