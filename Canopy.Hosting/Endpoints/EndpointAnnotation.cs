using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A place where a resource can be reached.</summary>
/// <remarks>Callers use <see cref="Port"/>, the process listens on <see cref="TargetPort"/>; a proxy stands between them.</remarks>
[DebuggerDisplay("Name = {Name}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private int? _port;
    private int? _targetPort;
    private bool? _tlsEnabled;

    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool isProxied = true)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? ProtocolName(protocol);
        Transport = transport ?? (UriScheme is "http" or "https" ? "http" : ProtocolName(protocol));
        Name = name ?? UriScheme;
        ResourceName.Validate(Name, "Endpoint");
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
    }

    /// <summary>Tcp or Udp.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>Name, unique in the resource.</summary>
    public string Name { get; set; }

    /// <summary>Scheme of the URL that callers use.</summary>
    public string UriScheme { get; set; }

    /// <summary>"http", "http2", "tcp" or "udp".</summary>
    public string Transport { get; set; }

    /// <summary>Address the process listens on.</summary>
    public string TargetHost { get; set; } = "localhost";

    /// <summary>Port that callers use; null when any will do.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied ? null : _targetPort);
        set => _port = value;
    }

    /// <summary>Port that the process listens on; null when any will do.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied ? null : _port);
        set => _targetPort = value;
    }

    /// <summary>Whether people outside the application use it.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether a proxy stands between callers and the process.</summary>
    public bool IsProxied { get; set; }

    /// <summary>Whether callers must speak TLS.</summary>
    public bool TlsEnabled
    {
        get => _tlsEnabled ?? string.Equals(UriScheme, "https", StringComparison.OrdinalIgnoreCase);
        set => _tlsEnabled = value;
    }

    /// <summary>Where callers find it, once the application runs.</summary>
    public AllocatedEndpoint? AllocatedEndpoint { get; set; }

    private static string ProtocolName(ProtocolType protocol) => protocol == ProtocolType.Udp ? "udp" : "tcp";
}

/// <summary>Where callers find an endpoint.</summary>
public class AllocatedEndpoint
{
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
    {
        Endpoint = endpoint;
        Address = address;
        Port = port;
        TargetPortExpression = targetPortExpression;
    }

    /// <summary>The endpoint.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>Host name or address.</summary>
    public string Address { get; }

    /// <summary>Port.</summary>
    public int Port { get; }

    /// <summary>What the process is told to listen on, where it differs between replicas.</summary>
    public string? TargetPortExpression { get; }

    /// <summary>Scheme of the URL.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary>Host and port.</summary>
    public string EndPointString => $"{Address}:{Port}";

    /// <summary>The whole URL.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <inheritdoc/>
    public override string ToString() => UriString;
}
