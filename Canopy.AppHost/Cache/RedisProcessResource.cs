namespace Canopy.AppHost.Cache;

/// <summary>A Redis or Valkey server that runs as a process of this machine. To everything else it looks as AddRedis does.</summary>
internal sealed class RedisProcessResource(string name, string folder, ParameterResource password)
    : ExecutableResource(name, "/bin/sh", folder), IResourceWithConnectionString
{
    public const string EndpointName = "tcp";

    public ParameterResource Password => password;

    public EndpointReference Endpoint => field ??= new EndpointReference(this, EndpointName);

    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{Endpoint.Property(EndpointProperty.HostAndPort)},password={Password}");

    public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{Endpoint.Property(EndpointProperty.Host)}")),
        new("Port", ReferenceExpression.Create($"{Endpoint.Property(EndpointProperty.Port)}")),
        new("Password", ReferenceExpression.Create($"{Password}")),
        new("Uri", ReferenceExpression.Create($"redis://:{Password}@{Endpoint.Property(EndpointProperty.HostAndPort)}")),
    ];
}
