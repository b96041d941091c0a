using Canopy.Hosting.Redis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Redis server: in a container, from the PATH, or one that runs elsewhere.</summary>
public class RedisResource : ContainerResource, IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";

    public RedisResource(string name)
        : base(name) => PrimaryEndpoint = new EndpointReference(this, PrimaryEndpointName);

    public RedisResource(string name, ParameterResource password)
        : this(name) => PasswordParameter = password;

    /// <summary>Where it listens.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>Host of it.</summary>
    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    /// <summary>Port of it.</summary>
    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <summary>Its password.</summary>
    public ParameterResource? PasswordParameter { get; internal set; }

    /// <summary>Whether it speaks TLS.</summary>
    public bool TlsEnabled => PrimaryEndpoint.TlsEnabled;

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression
    {
        get
        {
            if (Given is { } given)
            {
                return ReferenceExpression.Create($"{given.Text}");
            }

            var tls = PrimaryEndpoint.GetTlsValue(ReferenceExpression.Create($",ssl=true"), ReferenceExpression.Empty);
            return PasswordParameter is { } password
                ? ReferenceExpression.Create($"{Host}:{Port},password={password}{tls}")
                : ReferenceExpression.Create($"{Host}:{Port}{tls}");
        }
    }

    /// <summary>redis://:password@host:port</summary>
    public ReferenceExpression UriExpression
    {
        get
        {
            var scheme = PrimaryEndpoint.Property(EndpointProperty.Scheme);
            return Given switch
            {
                { Password: { } known } => ReferenceExpression.Create($"{scheme}://{Given.User}:{known:uri}@{Host}:{Port}"),
                { } => ReferenceExpression.Create($"{scheme}://{Host}:{Port}"),
                null when PasswordParameter is { } password => ReferenceExpression.Create($"{scheme}://:{password:uri}@{Host}:{Port}"),
                null => ReferenceExpression.Create($"{scheme}://{Host}:{Port}"),
            };
        }
    }

    /// <summary>The server that the user named, when it runs elsewhere.</summary>
    internal RedisAddress? Given { get; set; }

    /// <inheritdoc/>
    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        this.TryGetLastAnnotation<ConnectionStringRedirectAnnotation>(out var redirect)
            ? redirect.Resource.GetConnectionStringAsync(cancellationToken)
            : ConnectionStringExpression.GetValueAsync(cancellationToken);

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties()
    {
        yield return new("Host", ReferenceExpression.Create($"{Host}"));
        yield return new("Port", ReferenceExpression.Create($"{Port}"));
        if (Given is { } given)
        {
            if (given.Password is { } known)
            {
                yield return new("Password", ReferenceExpression.Create($"{known}"));
            }
        }
        else if (PasswordParameter is { } password)
        {
            yield return new("Password", ReferenceExpression.Create($"{password}"));
        }

        yield return new("Uri", UriExpression);
    }
}
